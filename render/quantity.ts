// Amounts of CPU, memory and the like, as Kubernetes writes them, and as whole numbers that add up without an error.

/** Powers of ten. Source: Kubernetes API, "Quantity". */
const decimal: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** The smallest part that Kubernetes knows is a billionth: all amounts are in these. */
const digits = 9;

const pattern = /^\+?(\d+)?(?:\.(\d*))?(?:[eE]([+-]?\d+)|([a-zA-Z]{0,2}))$/;

/** Billionths of what a quantity stands for (`250m` is 250 million), rounded up; undefined for what is none, or is below zero. */
export function amount(quantity: unknown): bigint | undefined {
  const found = pattern.exec(String(quantity));
  if (!found || (found[1] === undefined && !found[2])) return undefined;
  const [, whole = '', part = '', exponent = '0', suffix = ''] = found;
  const power = decimal[suffix] ?? (binary.indexOf(suffix) < 0 ? undefined : 0);
  if (power === undefined || Math.abs(Number(exponent)) > 99) return undefined;
  const units = BigInt(whole + part) * 2n ** BigInt(10 * Math.max(0, binary.indexOf(suffix)));
  const shift = digits + power + Number(exponent) - part.length;
  if (shift >= 0) return units * 10n ** BigInt(shift);
  const divisor = 10n ** BigInt(-shift);
  return (units + divisor - 1n) / divisor;
}
