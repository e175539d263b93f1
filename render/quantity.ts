// Amounts of CPU, memory and the like, as Kubernetes writes them, and as numbers that can be added up.

/** Powers of ten and of two. Source: Kubernetes API, "Quantity". */
const suffixes: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** The number that a quantity stands for (`250m` is 0.25); undefined for what is none. */
export function amount(quantity: unknown): number | undefined {
  const [, digits = '', exponent = '', suffix = ''] =
    /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([a-zA-Z]{0,2}))$/.exec(String(quantity)) ?? [];
  const factor = suffixes[suffix];
  return digits === '' || factor === undefined ? undefined : Number(`${digits}${exponent}`) * factor;
}
