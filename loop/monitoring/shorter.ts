// A test that waits as long as an alert does would take hours: all waits are shorter by one factor, and nothing else is changed.

/** By how much each wait is shortened. */
const factor = 10;

const seconds = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** A duration of Prometheus or Alertmanager, `1h30m`, shortened; a second at least, and nothing stays nothing. */
function shorter(duration: string): string {
  const parts = [...duration.matchAll(/(\d+)(ms|[smhd])/g)];
  const whole = parts.reduce((sum, [, count, unit]) => sum + Number(count) * seconds[unit as keyof typeof seconds], 0);
  return whole === 0 ? '0s' : `${Math.max(1, Math.round(whole / factor))}s`;
}

/** Fields that say how long is waited. */
const waits = new Set([
  'for',
  'keep_firing_for',
  'interval',
  'scrapeInterval',
  'evaluationInterval',
  'group_wait',
  'group_interval',
  'repeat_interval',
]);

/** A value with each wait in it shortened. */
export function withShorterWaits<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withShorterWaits) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => [
      key,
      waits.has(key) && typeof inner === 'string' ? shorter(inner) : withShorterWaits(inner),
    ]),
  ) as T;
}
