// Flux leaves in the cluster what bears this annotation: where a file made anew lost it, a later commit could delete the Secret.
import { neverPrune } from '../lib/platform.ts';

const kept = Object.entries(neverPrune).map(
  ([name, value]) =>
    new RegExp(String.raw`^ +["']?${name.replaceAll('.', String.raw`\.`)}["']?: ["']?${value}["']?$`, 'm'),
);

/** The annotations that a file passes on to the one in its place; read by line, for it may be replaced because it has faults. */
export function keptAnnotations(text = ''): Readonly<Record<string, string>> {
  return kept.every((line) => line.test(text)) ? neverPrune : {};
}
