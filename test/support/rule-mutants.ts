// A rule with one slip in it: the cases of an alert are worth something where one of them tells each of these from the rule.
import { parser } from '@prometheus-io/lezer-promql';

export interface RuleMutant {
  /** What kind of thing was changed, as the grammar calls it: a metric, the value of a label, a number, a comparison. */
  readonly kind: string;
  /** What was changed, and into what. */
  readonly slip: string;
  readonly expr: string;
}

/** What another text is for a node of the syntax tree; undefined: it is left alone. */
type Slip = (text: string, parent: string) => string | undefined;

const slips: Readonly<Record<string, Slip>> = {
  /** Of a metric. */
  Identifier: (name, parent) => (parent === 'VectorSelector' ? `${name}_renamed` : undefined),
  /** Of what a label must be; an empty one asks whether it is there at all. */
  StringLiteral: (value, parent) =>
    parent.endsWith('LabelMatcher') && value !== '""' ? `"not-${value.slice(1)}` : undefined,
  /** Of a threshold; for none at all, one that nothing passes. */
  NumberDurationLiteral: (number, parent) =>
    parent === 'BinaryExpr' ? String(Number(number) === 0 ? 1e12 : Number(number) * 10 + 1) : undefined,
  Gtr: () => '<',
  Lss: () => '>',
};

/** Every place of an expression changed once, alone. */
export function ruleMutants(expr: string): RuleMutant[] {
  const mutants: RuleMutant[] = [];
  parser.parse(expr).iterate({
    enter: ({ name, from, to, node }) => {
      const written = expr.slice(from, to);
      const slip = slips[name]?.(written, node.parent?.name ?? '');
      if (slip === undefined) return;
      const changed = `${expr.slice(0, from)}${slip}${expr.slice(to)}`;
      mutants.push({ kind: name, slip: `${written} at ${from} as ${slip}`, expr: changed });
    },
  });
  return mutants;
}
