// A window longer than Prometheus keeps samples is never full: a mean over it is of less, and what must hold for all of it holds too soon.
import { prometheusSeconds } from '../../lib/monitoring/prometheus-duration.ts';
import { asString, at } from '../fields.ts';
import type { Finding } from '../finding.ts';
import { kindKey } from '../identity.ts';
import type { KubeObject } from '../rendered.ts';
import { helmRelease } from './askings.ts';
import type { Read } from './read-askings.ts';

/** Expressions that look further back than the Prometheus of a release of the cluster keeps samples. */
export function beyondRetention(read: readonly Read[], objects: readonly KubeObject[]): Finding[] {
  const kept = objects
    .filter((object) => kindKey(object) === helmRelease)
    .map(retentionOf)
    .filter(Boolean);
  if (kept.length === 0) return [];
  const [longest = ''] = kept.toSorted((one, other) => prometheusSeconds(other) - prometheusSeconds(one));
  return read.flatMap(({ asking: { at: place, field }, windows }) =>
    windows
      .filter((window) => prometheusSeconds(window) > prometheusSeconds(longest))
      .slice(0, 1)
      .map((window) => ({
        code: 'beyond-retention',
        at: place,
        field,
        problem: `looks back over ${window}, and the cluster keeps ${longest} of metrics`,
        write: "a shorter window, or more `monitoring.retentionDays` in the cluster's settings",
      })),
  );
}

function retentionOf({ spec }: KubeObject): string {
  return asString(at(spec, 'values.prometheus.prometheusSpec.retention'));
}
