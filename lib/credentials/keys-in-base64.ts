// A private key in base64: a kubeconfig holds one, the values of a chart, a script. Its heading says so wherever it begins.
import { inBase64 } from './base64.ts';

const headings = inBase64(' PRIVATE KEY');

/** A line may end between any two letters. */
export const keyInBase64 = new RegExp(
  headings.map((letters) => [...letters].join(String.raw`(?:\s|\\[rn])*`)).join('|'),
);

/** One half of them at least: no two lines end in so few. */
export const keyInBase64Mark = new RegExp(
  headings.flatMap((letters) => [letters.slice(0, 7), letters.slice(-7)]).join('|'),
);
