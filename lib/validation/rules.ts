// Bad data is reported, never thrown: one synth then names every fault. Rules are called often, so they stay pure and cheap.
import type { Construct } from 'constructs';

/** One fault of a construct's settings: the field first, then what is wrong and what to write instead. */
export interface Fault {
  /** The prop, dotted: `scale.min`; in a file `clusters/keys/dev.yaml#age.0.holder`. No spaces. */
  readonly field: string;
  /** What is wrong, with the value that stands there. */
  readonly problem: string;
  /** What to write instead. */
  readonly write: string;
}

/** A fault, unless all is well. */
export function unless<F>(isWell: boolean, fault: F): F[] {
  return isWell ? [] : [fault];
}

/** Adds rules to a construct; a synth reports each fault with the construct's path and refuses to write. */
export function addRules(construct: Construct, rules: () => readonly Fault[]): void {
  construct.node.addValidation({ validate: () => rules().map(asText) });
}

/** A fault as the text that cdk8s' validations carry: `field: problem; write: remedy`. */
export function asText({ field, problem, write }: Fault): string {
  return `${field}: ${problem}; write: ${write}`;
}

/** Reads back what {@link addRules} wrote; any other validation's text is a problem without field and remedy. */
export function parseFault(text: string): Fault {
  const [, field, problem, write] = /^(\S+): (.*); write: (.*)$/s.exec(text) ?? [];
  return field !== undefined && problem !== undefined && write !== undefined
    ? { field, problem, write }
    : { field: '', problem: text, write: 'see the message' };
}
