// Grafana's variables in a query: its own, by the rules that its documentation gives, and those of the dashboard, as they are set.
// Source: Grafana's documentation, "Global variables" and "Prometheus template variables".
import type { Dashboard, Variable } from './model.ts';
import type { Asked } from './prometheus.ts';

export type Values = Readonly<Record<string, string>>;

/** The value of each variable, by its name without `$`. */
export function valuesFor({ templating }: Pick<Dashboard, 'templating'>, asked: Asked): Values {
  const { from, to, step, scrapeSeconds } = asked;
  const range = Math.round(to - from);
  return {
    __interval: `${step}s`,
    __rate_interval: `${Math.max(step + scrapeSeconds, 4 * scrapeSeconds)}s`,
    __range: `${range}s`,
    __range_s: String(range),
    ...Object.fromEntries((templating?.list ?? []).map((variable) => [variable.name, valueOf(variable)])),
  };
}

/** The query with each known variable replaced: `$name`, `${name}` and `${name:format}`. */
export function resolved(query: string, values: Values): string {
  return query.replaceAll(
    /\$(?:\{(\w+)(?::\w+)?\}|(\w+))/g,
    (whole, braced: string | undefined, bare: string | undefined) => values[braced ?? bare ?? ''] ?? whole,
  );
}

/** Several values are alternatives of a regular expression; all of them, any text. */
function valueOf({ current }: Variable): string {
  const chosen = [current?.value ?? '$__all'].flat();
  return chosen.includes('$__all') ? '.*' : chosen.length === 1 ? (chosen[0] ?? '') : `(${chosen.join('|')})`;
}
