/** A DNS label as a name in TypeScript: `prodEu` for `prod-eu`. */
export function camelCase(label: string): string {
  return label.replaceAll(/-+(.)/g, (_, letter: string) => letter.toUpperCase());
}
