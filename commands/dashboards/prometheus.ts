// What a panel asks, asked as Grafana does: by Prometheus' HTTP API.
// Source: Prometheus' documentation, "HTTP API", range queries.

/** Which Prometheus is asked, and for which time. */
export interface Asked {
  /** `http://host:port`, with no slash at the end. */
  readonly url: string;
  /** Seconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** Seconds between two points of a line. */
  readonly step: number;
  /** Seconds between two scrapes. */
  readonly scrapeSeconds: number;
}

/** One line: the labels that tell it from the others, and its values by time. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly values: ReadonlyMap<number, number>;
}

interface Answer {
  readonly error?: string;
  readonly data?: {
    readonly result: readonly {
      readonly metric: Readonly<Record<string, string>>;
      readonly values: readonly (readonly [number, string])[];
    }[];
  };
}

/** @throws Error with Prometheus' words, where it refuses the query; Unreachable, where no Prometheus answers */
export async function rangeOf(query: string, { url, from, to, step }: Asked): Promise<Series[]> {
  const body = new URLSearchParams({ query, start: String(from), end: String(to), step: String(step) });
  const { error, data } = await post(`${url}/api/v1/query_range`, body);
  if (!data) throw new Error(error ?? 'no answer');
  return data.result.map(({ metric, values }) => ({
    labels: metric,
    values: new Map(values.map(([time, value]) => [time, Number(value)])),
  }));
}

async function post(url: string, body: URLSearchParams): Promise<Answer> {
  try {
    return (await (await fetch(url, { method: 'POST', body })).json()) as Answer;
  } catch (cause) {
    throw new Unreachable(`No Prometheus answers at ${new URL(url).origin}`, { cause });
  }
}

/** Nobody is there to be asked, or something else than Prometheus. */
export class Unreachable extends Error {}
