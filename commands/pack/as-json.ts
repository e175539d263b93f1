/** A value as JSON in the form that our formatter leaves: a list of one text stays on its line. */
export function asJson(value: object): string {
  return `${JSON.stringify(value, undefined, 2).replaceAll(/\[\n\s+("[^"]+")\n\s+\]/g, '[$1]')}\n`;
}
