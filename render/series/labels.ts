// What an expression asks for: each series that it names, and each label that it takes those series to have.
import { parser } from '@prometheus-io/lezer-promql';

/** Names of labels; `any` where nobody knows which there are. */
export type Labels = ReadonlySet<string> | 'any';

/** What is asked for and is not there. */
export type Missing =
  | { readonly series: string }
  | { readonly label: string; readonly of: string; readonly known: readonly string[] }
  /** What no parser can read, and what stands around it. */
  | { readonly syntax: string };

/** @returns labels of a series; undefined where there is no such series */
export type LabelsOf = (series: string) => Labels | undefined;

/** A series that is asked for, with the labels that must have one value. */
export interface Selected {
  readonly series: string;
  readonly equal: ReadonlyMap<string, string>;
}

export interface Reading {
  /** The labels of what the expression yields. */
  readonly labels: Labels;
  readonly selected: readonly Selected[];
  readonly missing: readonly Missing[];
  /** How far it looks back: its ranges, those of subqueries among them, and offsets, as they are written. */
  readonly windows: readonly string[];
}

type Node = ReturnType<typeof parser.parse>['topNode'];

/** Reads an expression of PromQL, with the grammar that Prometheus' own editor has. */
export function reading(expression: string, labelsOf: LabelsOf): Reading {
  const tree = parser.parse(expression);
  const broken: string[] = [];
  const windows: string[] = [];
  tree.iterate({
    enter: ({ type, from, to, node }) => {
      if (type.isError) broken.push(expression.slice(Math.max(0, from - 20), to + 20));
      if (type.name === 'NumberDurationLiteralInDurationContext' && !isStep(node))
        windows.push(expression.slice(from, to));
    },
  });
  const [syntax] = broken;
  if (syntax !== undefined) return { labels: 'any', selected: [], missing: [{ syntax }], windows };
  const reader = new Reader(expression, labelsOf);
  const labels = reader.labelsOf(tree.topNode);
  return { labels, selected: reader.seen, missing: reader.missing, windows };
}

/** Whether a duration is the time between two steps of a subquery, the second that it has. */
function isStep({ parent }: Node): boolean {
  const [, step] = parent?.parent?.name === 'SubqueryExpr' ? parent.parent.getChildren('DurationExpr') : [];
  return step !== undefined && step.from === parent?.from;
}

/** What picks some of the series of each group, as they are. Source: Prometheus documentation, "Aggregation operators". */
const picking = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio']);

class Reader {
  readonly missing: Missing[] = [];
  readonly seen: Selected[] = [];

  constructor(
    private readonly expression: string,
    private readonly known: LabelsOf,
  ) {}

  /** The labels of what a part of the expression yields; what it lacks is noted on the way. */
  labelsOf(node: Node): Labels {
    switch (node.name) {
      case 'VectorSelector':
        return this.selected(node);
      case 'AggregateExpr':
        return this.aggregated(node);
      case 'BinaryExpr':
        return this.combined(node);
      case 'FunctionCall':
        return this.called(node);
      default:
        return allOf(childrenOf(node).map((child) => this.labelsOf(child)));
    }
  }

  private selected(node: Node): Labels {
    const matchers = childrenOf(node.getChild('LabelMatchers')).map((matcher) => ({
      label: this.labelIn(matcher.getChild('LabelName') ?? matcher.getChild('QuotedLabelName')),
      operator: this.text(matcher.getChild('MatchOp')),
      value: unquoted(this.text(matcher.getChild('StringLiteral'))),
    }));
    const named = matchers.find(({ label }) => label === '__name__')?.value;
    const series = node.getChild('Identifier') ? this.text(node.getChild('Identifier')) : named;
    if (series === undefined) return 'any';
    const equal = matchers
      .filter(({ operator }) => operator === '=')
      .map(({ label, value }) => [label, value] as const);
    this.seen.push({ series, equal: new Map(equal) });
    const labels = this.known(series);
    if (labels === undefined) this.missing.push({ series });
    const asked = matchers.map(({ label }) => label).filter((label) => label !== '__name__');
    this.need(labels ?? 'any', asked, `"${series}"`);
    return labels ?? 'any';
  }

  private aggregated(node: Node): Labels {
    const given = childrenOf(node.getChild('FunctionCallBody'));
    const inner = allOf(given.map((child) => this.labelsOf(child)));
    const modifier = node.getChild('AggregateModifier');
    const labels = this.names(modifier?.getChild('GroupingLabels'));
    this.need(inner, labels, 'what is aggregated');
    const operator = this.text(node.firstChild);
    if (picking.has(operator)) return inner;
    const made = operator === 'count_values' ? given.filter(isText).map((each) => unquoted(this.text(each))) : [];
    if (!modifier?.getChild('Without')) return new Set([...labels, ...made]);
    return inner === 'any' ? inner : new Set([...[...inner].filter((label) => !labels.includes(label)), ...made]);
  }

  /** Source of what is left of both sides: Prometheus, `promql/engine.go`, `resultMetric`. */
  private combined(node: Node): Labels {
    const [left = 'any', right = 'any'] = [node.firstChild, node.lastChild].map((side) =>
      side ? this.labelsOf(side) : 'any',
    );
    const clause = node.getChild('MatchingModifierClause');
    const [matched = [], taken = []] = (clause?.getChildren('GroupingLabels') ?? []).map((each) => this.names(each));
    if (clause?.getChild('On')) for (const side of [left, right]) this.need(side, matched, 'one side of the operator');
    if (node.getChild('And') || node.getChild('Unless')) return left;
    const [many, one] = clause?.getChild('GroupRight') ? [right, left] : [left, right];
    if (clause?.getChild('GroupLeft') || clause?.getChild('GroupRight')) {
      this.need(one, taken, 'the other side of the operator');
      return allOf([many, new Set(taken)]);
    }
    return clause?.getChild('On') && !node.getChild('Or') ? new Set(matched) : allOf([left, right]);
  }

  private called(node: Node): Labels {
    const name = this.text(node.firstChild);
    const given = childrenOf(node.getChild('FunctionCallBody'));
    const labels = allOf(given.map((argument) => this.labelsOf(argument)));
    if (name.startsWith('absent')) return 'any';
    if (!name.startsWith('label_')) return labels;
    const texts = given.filter(isText).map((each) => unquoted(this.text(each)));
    const [made = '', , ...read] = texts;
    const sources = name === 'label_replace' ? read.slice(0, 1) : read;
    this.need(labels, sources.filter(Boolean), `what ${name} reads`);
    return labels === 'any' ? labels : new Set([...labels, made]);
  }

  private need(labels: Labels, asked: readonly string[], of: string): void {
    if (labels === 'any') return;
    const known = [...labels];
    for (const label of asked) if (!known.some((each) => isFor(each, label))) this.missing.push({ label, of, known });
  }

  private names(labels: Node | null | undefined): string[] {
    return childrenOf(labels ?? null)
      .filter(({ name }) => name === 'LabelName' || name === 'QuotedLabelName')
      .map((label) => this.labelIn(label));
  }

  /** Since Prometheus 3 a name may stand in quotes. */
  private labelIn(node: Node | null): string {
    return this.text(node).replace(/^(["'`])(.*)\1$/, '$2');
  }

  private text(node: Node | null): string {
    return node ? this.expression.slice(node.from, node.to) : '';
  }
}

function isText({ name }: Node): boolean {
  return name === 'StringLiteral';
}

function childrenOf(node: Node | null): Node[] {
  const found: Node[] = [];
  for (let child = node?.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}

/** One that ends in `*` stands for all that begin so. */
function isFor(known: string, label: string): boolean {
  return known.endsWith('*') ? label.startsWith(known.slice(0, -1)) : known === label;
}

function allOf(sets: readonly Labels[]): Labels {
  const known = sets.filter((labels) => labels !== 'any');
  return known.length < sets.length ? 'any' : new Set(known.flatMap((labels) => [...labels]));
}

function unquoted(literal: string): string {
  return literal.slice(1, -1);
}
