// A matcher may name a series that there is, and a place where it is not: an alert that asks for it never fires. Of what a service
// measures and a rule records it is known where it comes from, so which values some of its labels have.
import { annotations } from '../../lib/platform.ts';
import { asArray, asRecord, asString, at } from '../fields.ts';
import { kindKey } from '../identity.ts';
import { append } from '../multimap.ts';
import type { KubeObject } from '../rendered.ts';
import { selectsBy } from '../selection.ts';
import type { KnownSeries } from './inventory.ts';
import type { Read, ReadAskings } from './read-askings.ts';

/** Labels of which it is known for certain what their value is. */
export type Fixed = ReadonlyMap<string, string>;

/** Every place that a series comes from. */
export class Origins {
  /** The labels that are fixed wherever it comes from. */
  private readonly fixed: readonly string[];
  private readonly combined = new Map<string, ReadonlySet<string>>();

  constructor(private readonly places: readonly Fixed[]) {
    const [first = new Map<string, string>(), ...others] = places;
    this.fixed = [...first.keys()].filter((label) => others.every((place) => place.has(label)));
  }

  /** The values that a label has; none where that is not known. */
  valuesOf(label: string): readonly string[] {
    return this.fixed.includes(label) ? [...new Set(this.places.map((place) => place.get(label) ?? ''))] : [];
  }

  /** Whether the series may have all of these values, as far as is known. */
  mayHave(equal: Fixed): boolean {
    const labels = this.fixed.filter((label) => equal.has(label));
    const key = labels.join();
    const combined =
      this.combined.get(key) ??
      new Set(this.places.map((place) => JSON.stringify(labels.map((label) => place.get(label)))));
    this.combined.set(key, combined);
    return combined.has(JSON.stringify(labels.map((label) => equal.get(label))));
  }
}

/**
 * The origins of series that only monitors and rules of the charts make. Any other series may have any value.
 * @param exporters whose series come from elsewhere, too
 */
export function originsOf(
  objects: readonly KubeObject[],
  { read, brought }: Pick<ReadAskings, 'read' | 'brought'>,
  exporters: KnownSeries,
): ReadonlyMap<string, Origins> {
  const places = new Map<string, Fixed[]>();
  const services = new Map<string, KubeObject[]>();
  for (const object of objects)
    if (kindKey(object) === '/Service') append(services, object.metadata.namespace ?? '', object);
  for (const object of objects) {
    const series = measuredBy(object);
    const beside = services.get(object.metadata.namespace ?? '') ?? [];
    for (const place of series.length > 0 ? scrapedAt(object, beside) : [])
      for (const each of series) append(places, each, place);
  }
  for (const each of read) if (each.asking.record !== undefined) append(places, each.asking.record, fixedIn(each));
  const own = [...places].filter(([series]) => !exporters.has(series) && !brought.has(series));
  return new Map(own.map(([series, all]) => [series, new Origins(all)]));
}

/** The labels of what an expression yields that have one value: its rule's own, and those that each series in it must have. */
export function fixedIn({ asking, labels, selected }: Read): Fixed {
  const own = Object.entries(asking.labels ?? {}).map(([label, value]) => [label, asString(value)] as const);
  // It gives labels new values.
  if (labels === 'any' || /\blabel_(?:replace|join)\b/.test(asking.expr)) return new Map(own);
  const [first, ...others] = selected;
  const matched = [...(first?.equal ?? [])].filter(
    ([label, value]) => labels.has(label) && others.every(({ equal }) => equal.get(label) === value),
  );
  return new Map([...matched, ...own]);
}

function measuredBy({ metadata }: KubeObject): string[] {
  return [...(metadata.annotations?.[annotations.measures] ?? '').matchAll(/(\S+?)\{/g)].map(([, name = '']) => name);
}

/**
 * Where a monitor finds what it scrapes. Source: prometheus-operator, `pkg/prometheus/promcfg.go`.
 * @param services of its namespace
 */
function scrapedAt(monitor: KubeObject, services: readonly KubeObject[]): readonly Fixed[] {
  const kind = kindKey(monitor);
  const isOfService = kind === 'monitoring.coreos.com/ServiceMonitor';
  const isOfPods = kind === 'monitoring.coreos.com/PodMonitor';
  const { namespace } = monitor.metadata;
  const { spec } = monitor;
  const endpoints = asArray(at(spec, isOfService ? 'endpoints' : 'podMetricsEndpoints')).map(asRecord);
  const isElsewhere = at(spec, 'namespaceSelector') !== undefined;
  if ((!isOfService && !isOfPods) || namespace === undefined || isElsewhere || endpoints.some(keepsOrChanges))
    return [new Map()];
  const place = new Map([['namespace', namespace]]);
  const jobs = isOfService ? jobsOfServices(monitor, services) : jobsOfPods(monitor);
  return jobs.length > 0 ? jobs.map((job) => new Map([...place, ['job', job]])) : [place];
}

/** Whether the labels of a target are those that its program or its monitor says. */
function keepsOrChanges({ honorLabels, relabelings, metricRelabelings }: Readonly<Record<string, unknown>>): boolean {
  return honorLabels === true || relabelings !== undefined || metricRelabelings !== undefined;
}

function jobsOfServices({ spec }: KubeObject, services: readonly KubeObject[]): string[] {
  if (at(spec, 'jobLabel') !== undefined) return [];
  const selected = services.filter(({ metadata }) => selectsBy(at(spec, 'selector'), { ...metadata.labels }));
  return selected.map(({ metadata }) => metadata.name);
}

function jobsOfPods({ spec }: KubeObject): string[] {
  const label = asString(at(spec, 'jobLabel'));
  const job = asRecord(at(spec, 'selector.matchLabels'))[label];
  return job === undefined ? [] : [asString(job)];
}
