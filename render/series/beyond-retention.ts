// A window longer than Prometheus keeps samples is never full: a mean over it is of less, and what must hold for all of it holds too soon.
import { asString, at } from '../fields.ts';
import type { Finding } from '../finding.ts';
import { kindKey } from '../identity.ts';
import type { KubeObject } from '../rendered.ts';
import { helmRelease } from './askings.ts';
import type { Read } from './read-askings.ts';

/** Seconds of each unit. Source: Prometheus documentation, "Querying basics", "Float literals and time durations". */
const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 };

/** Expressions that look further back than the Prometheus of a release of the cluster keeps samples. */
export function beyondRetention(read: readonly Read[], objects: readonly KubeObject[]): Finding[] {
  const kept = objects
    .filter((object) => kindKey(object) === helmRelease)
    .map(retentionOf)
    .filter(Boolean);
  if (kept.length === 0) return [];
  const [longest = ''] = kept.toSorted((one, other) => secondsOf(other) - secondsOf(one));
  return read.flatMap(({ asking: { at: place, field, expr } }) =>
    windowsIn(expr)
      .filter((window) => secondsOf(window) > secondsOf(longest))
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

/** Ranges, those of subqueries among them, and offsets; what stands in quotes is none. */
function windowsIn(expr: string): string[] {
  const code = expr.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g, '""');
  return [...code.matchAll(/(?:\[|\boffset\s+)\s*((?:\d+(?:ms|[smhdwy]))+)/g)].map(([, window = '']) => window);
}

function secondsOf(duration: string): number {
  const parts = [...duration.matchAll(/(\d+)(ms|[smhdwy])/g)];
  return parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (units[unit] ?? 0), 0);
}
