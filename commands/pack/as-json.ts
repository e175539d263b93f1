/** A value as JSON in the form that our formatter leaves: a short list of texts stays on its line. */
export function asJson(value: object): string {
  const oneLine = (_list: string, items: string): string => `[${items.trim().replaceAll(/,\s+/g, ', ')}]`;
  return `${JSON.stringify(value, undefined, 2).replaceAll(/\[((?:\s+"[^"]+",?)+)\s+\]/g, oneLine)}\n`;
}
