// What every check, validation and schema error is turned into: one thing that is wrong, said so that it can be mended.

/** One thing that is wrong with what a synth would write. */
export interface Finding {
  /** The rule that found it: the name of its file in `render/checks/`. */
  readonly code: string;
  /** Where: a construct path (`production/apps/shop/shop`) or a file. */
  readonly at: string;
  /** Which field of the object or setting, dotted; empty where the whole object is meant. */
  readonly field: string;
  /** What is wrong, with the value that stands there. Never the value of a secret. */
  readonly problem: string;
  /** What to write instead. */
  readonly write: string;
  /** Each field that it is about, where these are several, or `field` holds more. @default `field` alone */
  readonly parts?: readonly string[];
  /** Whose owners may agree to it, each written `<cluster>/<chart>`. @default nobody may */
  readonly charts?: readonly string[];
}

/** What a rule finds: the code is that of the rule. */
export type RuleFinding = Omit<Finding, 'code'>;
