// A number and what it counts: `1 pod`, `3 pods`.

export function plural(count: unknown, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
