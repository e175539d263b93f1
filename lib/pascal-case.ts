// A name of Kubernetes as a word of TypeScript and of Prometheus.

/** A DNS label with each of its words in capitals: `ShopFront` for `shop-front`. */
export function pascalCase(label: string): string {
  return label.replaceAll(/(?:^|-+)(.)/g, (_, letter: string) => letter.toUpperCase());
}
