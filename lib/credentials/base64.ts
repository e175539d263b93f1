// What a text says in base64.

/** A text in base64, as text; undefined for anything else, bytes included. */
export function fromBase64(text: string): string | undefined {
  if (text.length < 12 || !/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text)) return undefined;
  const decoded = Buffer.from(text, 'base64').toString('utf8');
  // eslint-disable-next-line no-control-regex
  return /^[\t\n\r\x20-\x7e\u00a0-\ufffc]+$/.test(decoded) ? decoded : undefined;
}

/**
 * What stands in the base64 of any text that holds these words, letter for letter: one of three, by where in the text they begin.
 * @param words of 5 characters or more, in ASCII
 */
export function inBase64(words: string): string[] {
  return [0, 1, 2].map((before) => {
    const letters = Buffer.from(' '.repeat(before) + words)
      .toString('base64')
      .replace(/=+$/, '');
    // Letters at both ends may hold bits of what stands beside the words.
    const isShared = (before + words.length) % 3 > 0;
    return letters.slice(before === 0 ? 0 : before + 1, isShared ? -1 : undefined);
  });
}
