/**
 * A text with its one match of a pattern replaced.
 * @param path of the file, for the message
 * @throws Error where the text has no match
 */
export function edited(path: string, text: string, pattern: RegExp, to: string): string {
  if (!pattern.test(text)) throw new Error(`${path}: there is no ${String(pattern)}`);
  return text.replace(pattern, () => to);
}
