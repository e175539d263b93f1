// Each line of the inventory that somebody reads is taken out of it once: the check names each alert and each panel that goes blind.
import { expect, test } from '@jest/globals';
import { findingsIn, type Measured, measuredIn } from '../../commands/check/series.ts';
import fleet from '../../main.ts';
import { type Asking, askingsOf } from '../../render/series/askings.ts';
import type { KnownSeries } from '../../render/series/inventory.ts';

/** A series, or a label of one, and who has its name in an expression: found in the text, not by the reader that the check has. */
interface Line {
  readonly series: string;
  readonly label?: string;
  readonly askings: readonly Asking[];
}

/** Labels that stand in the text of an expression for another series of it. */
const ofAnother = new Set([
  'namespace of kube_node_labels',
  'pod of kube_node_labels',
  // `label_replace` makes it.
  'namespace of gotk_resource_info',
]);

const nameOf = ({ series, label }: Line): string => (label ? `${label} of ${series}` : series);

/** What the text of a cluster's expressions has of what is known in it. */
function linesOf({ view, known }: Measured): Line[] {
  const askings = view.objects.flatMap(askingsOf);
  return [...known].flatMap(([series, labels]): Line[] => {
    const reading = askings.filter(({ expr }) => isIn(expr, series));
    const ofLabels = (labels === 'any' ? [] : [...labels]).map((label) => ({
      series,
      label,
      askings: reading.filter(({ expr }) => isIn(withoutValues(expr), label)),
    }));
    return [{ series, askings: reading }, ...ofLabels].filter((line) => line.askings.length > 0);
  });
}

const clusters = measuredIn(fleet);

/** Each once, though it is read in several clusters: by the same rules and panels. */
const lines = new Map(
  clusters.flatMap((measured) =>
    linesOf(measured).map((line) => {
      const fields = line.askings.map(({ field }) => field);
      return [`${nameOf(line)}, read by ${fields.join(', ')}`, { line, measured }] as const;
    }),
  ),
);

test.each(clusters.map((measured) => [measured.view.cluster, measured] as const))(
  'in %s each expression reads what is known',
  (_cluster, measured) => {
    const { view } = measured;
    expect(findingsIn(measured)).toEqual([]);
    expect(linesOf(measured).length).toBeGreaterThan(view.objects.flatMap(askingsOf).length);
  },
);

test('what is passed over stands in some expression', () => {
  const names = new Set([...lines.values()].map(({ line }) => nameOf(line)));
  expect([...ofAnother].filter((name) => !names.has(name))).toEqual([]);
});

test.each([...lines].filter(([, { line }]) => !ofAnother.has(nameOf(line))))(
  'without %s, these are named',
  (_line, { line, measured }) => {
    const findings = findingsIn({ ...measured, known: without(measured.known, line) });
    const named = line.askings.filter(({ at, field, record }) =>
      findings.some(
        (finding) =>
          finding.at === at &&
          finding.field === field &&
          (record === undefined || / read by [A-Z]/.test(finding.problem)),
      ),
    );
    expect(named).toEqual(line.askings);
  },
);

function without(known: KnownSeries, { series, label }: Line): KnownSeries {
  const labels = known.get(series);
  const rest = new Map(known);
  if (label === undefined || labels === undefined || labels === 'any') rest.delete(series);
  else rest.set(series, new Set([...labels].filter((each) => each !== label)));
  return rest;
}

function isIn(expression: string, name: string): boolean {
  return new RegExp(`(?<![\\w:])${name.replace('*', '\\w*')}(?![\\w:])`).test(expression);
}

/** The values of matchers may be called like labels. */
function withoutValues(expression: string): string {
  return expression.replaceAll(/([=~])"[^"]*"/g, '$1""');
}
