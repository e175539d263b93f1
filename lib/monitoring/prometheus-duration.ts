// Durations as Prometheus writes them, in its flags, in PromQL and in what its operator reads.

/** Source: Prometheus documentation, "Querying basics", "Float literals and time durations". */
const units: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};

/** Seconds of `1h30m`, or of a number of them, as PromQL takes it; NaN for what is neither. */
export function prometheusSeconds(duration: string): number {
  if (/^\d+(?:\.\d+)?$/.test(duration)) return Number(duration);
  const parts = [...duration.matchAll(/(\d+)(ms|[smhdwy])/g)];
  if (parts.length === 0) return NaN;
  return parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (units[unit] ?? 0), 0);
}
