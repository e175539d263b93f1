// Every expression of a cluster is read once, with what rules record known to all of them: what is wrong is told from these readings.
import { asString, at } from '../fields.ts';
import { kindKey } from '../identity.ts';
import type { ClusterView } from '../cluster-view.ts';
import { type Asking, askingsOf, helmRelease, rulesIn } from './askings.ts';
import type { KnownSeries } from './inventory.ts';
import { type Labels, type Reading, reading } from './labels.ts';

/** An expression, and what was read in it. */
export interface Read extends Reading {
  readonly asking: Asking;
}

export interface ReadAskings {
  readonly read: readonly Read[];
  /** Names of all series that there are. */
  readonly names: readonly string[];
  /** Names of those that rules of Helm releases record. */
  readonly brought: ReadonlySet<string>;
}

/** @param known what there is in the cluster, as {@link seriesIn} tells, but for what rules record */
export function readAskings(
  { objects, brought }: Pick<ClusterView, 'objects' | 'brought'>,
  known: KnownSeries,
): ReadAskings {
  const askings = objects.flatMap(askingsOf);
  const ofReleases = brought
    .flatMap((release) => release.objects)
    .flatMap(({ object }) => rulesIn(at(object, 'spec.groups')).map(({ record }) => asString(record)));
  const recorded = new Map<string, Labels>(ofReleases.map((name) => [name, 'any']));
  // Where nobody has seen what a release brings, its rules may record what has the name of a recording: Prometheus documentation,
  // "Recording rules", `level:metric:operations`.
  const seen = new Set(brought.map(({ release }) => release.object));
  const isAllSeen = objects.every(({ object }) => kindKey(object) !== helmRelease || seen.has(object));
  const labelsOf = (series: string): Labels | undefined => {
    const unseen = !isAllSeen && series.includes(':') ? 'any' : undefined;
    return recorded.get(series) ?? known.get(series) ?? unseen;
  };
  // A rule may read what a later one makes, in a group of its own: by the second time round each is known.
  for (const { record } of askings) if (record !== undefined) recorded.set(record, 'any');
  for (const { record, expr, labels } of askings)
    if (record !== undefined) recorded.set(record, withOwn(reading(expr, labelsOf).labels, labels));
  return {
    read: askings.map((asking) => ({ asking, ...reading(asking.expr, labelsOf) })),
    names: [...known.keys(), ...recorded.keys()],
    brought: new Set(ofReleases),
  };
}

function withOwn(labels: Labels, own: Readonly<Record<string, unknown>> = {}): Labels {
  return labels === 'any' ? labels : new Set([...labels, ...Object.keys(own)]);
}
