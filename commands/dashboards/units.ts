// Grafana's units, as Intl.NumberFormat writes them: data, so that the page formats its axes by the same.

/** How values of a panel are written. */
export interface Scale {
  /** What they are multiplied with first. */
  readonly factor: number;
  readonly format: Intl.NumberFormatOptions;
  /** What stands behind the number. */
  readonly suffix: string;
  /** The unit in words; empty for a plain number. */
  readonly words: string;
}

const plain: Intl.NumberFormatOptions = { notation: 'compact', maximumSignificantDigits: 3 };

const fixed: Readonly<Record<string, Omit<Scale, 'factor'>>> = {
  short: { format: plain, suffix: '', words: '' },
  none: { format: plain, suffix: '', words: '' },
  reqps: { format: plain, suffix: ' req/s', words: 'requests per second' },
  ops: { format: plain, suffix: ' ops/s', words: 'operations per second' },
  percent: { format: plain, suffix: '%', words: 'percent' },
  percentunit: { format: { style: 'percent', maximumSignificantDigits: 3 }, suffix: '', words: 'percent' },
};

/** From the smallest: the least value that is written with it, its name. */
type Steps = readonly (readonly [number, string, string])[];

const stepped: Readonly<Record<string, Steps>> = {
  s: [
    [1e-6, ' µs', 'microseconds'],
    [1e-3, ' ms', 'milliseconds'],
    [1, ' s', 'seconds'],
    [3600, ' h', 'hours'],
    [86_400, ' d', 'days'],
  ],
  bytes: [
    [1, ' B', 'bytes'],
    [2 ** 10, ' KiB', 'kibibytes'],
    [2 ** 20, ' MiB', 'mebibytes'],
    [2 ** 30, ' GiB', 'gibibytes'],
  ],
};

/** @param greatest of the values; the unit is chosen by it */
export function scaleOf(unit: string, greatest: number): Scale {
  const steps = stepped[unit];
  if (!steps) return { factor: 1, ...(fixed[unit] ?? { format: plain, suffix: ` ${unit}`, words: unit }) };
  const [least, suffix, words] = steps.findLast(([from]) => greatest >= from) ?? steps[0] ?? [1, '', ''];
  return { factor: 1 / least, format: { maximumSignificantDigits: 3 }, suffix, words };
}

/** A value in words; a dash where there is none. */
export function written(value: number | undefined, { factor, format, suffix }: Scale): string {
  if (value === undefined) return '–';
  return `${new Intl.NumberFormat('en', format).format(value * factor)}${suffix}`;
}
