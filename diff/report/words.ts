// What all forms of the report say alike.
import type { Statement } from '../merge.ts';
import type { Summary } from '../summary.ts';
import { plural } from '../../lib/plural.ts';

/** More names than these help nobody. */
const named = 4;

/** Statements under one heading: the same clusters and charts. */
export interface Section {
  readonly clusters: string;
  readonly charts: string;
  readonly objects: readonly { readonly name: string; readonly statements: readonly Statement[] }[];
}

/** `2 objects change, 1 object is removed, in dev and production. Pods restart: shop in production.` */
export function headline({ objects: { added, changed, removed }, clusters, restarts, statements }: Summary): string {
  if (clusters.length === 0) return 'Nothing changes in the clusters.';
  const counts = [
    count(changed, 'changes', 'change'),
    count(added, 'is new', 'are new'),
    count(removed, 'is removed', 'are removed'),
  ];
  const said = counts.filter((words) => words !== '').join(', ') || "Only Flux' own objects change";
  const charts = [...new Set(restarts.map(({ chart }) => chart))].toSorted();
  const where = [...new Set(restarts.map(({ cluster }) => cluster))].toSorted();
  const upgraded = [
    ...new Set(statements.filter(({ upgrades }) => upgrades).flatMap(({ charts }) => charts)),
  ].toSorted();
  const effects = [
    ...(charts.length > 0 ? [`Pods restart: ${listed(charts)} in ${listed(where)}.`] : []),
    ...(upgraded.length > 0 ? [`Helm upgrades ${listed(upgraded)}.`] : []),
  ];
  return `${said}, in ${listed(clusters)}. ${effects.length > 0 ? effects.join(' ') : 'No pod restarts.'}`;
}

/** Statements that belong together, in their order. */
export function sections(statements: readonly Statement[]): Section[] {
  const found = new Map<string, { clusters: string; charts: string; objects: Map<string, Statement[]> }>();
  for (const statement of statements) {
    const clusters = listed(statement.clusters);
    const charts = listed(statement.charts);
    const key = `${clusters} ${charts}`;
    const section = found.get(key) ?? { clusters, charts, objects: new Map<string, Statement[]>() };
    found.set(key, section);
    const name = subject(statement);
    section.objects.set(name, [...(section.objects.get(name) ?? []), statement]);
  }
  return Array.from(found.values(), ({ clusters, charts, objects }) => ({
    clusters,
    charts,
    objects: Array.from(objects, ([name, statements]) => ({ name, statements })),
  }));
}

function subject({ kind, name, charts }: Statement): string {
  if (kind === '') return charts.length === 1 ? 'the chart' : 'each of the charts';
  return name === '' ? `${kind} of the chart's name` : `${kind} ${name}`;
}

/** `a, b and c`; of many the first and how many more. */
function listed(names: readonly string[]): string {
  const shown = names.length > named ? [...names.slice(0, named - 1), `${names.length - named + 1} more`] : names;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

function count(objects: number, one: string, many: string): string {
  return objects === 0 ? '' : `${plural(objects, 'object')} ${objects === 1 ? one : many}`;
}
