// Requests as a busy day has them. Each opens a connection of its own, because for each kube-proxy picks a pod anew.
import { get } from 'node:http';
import { setTimeout } from 'node:timers/promises';

export interface Outcome {
  /** Requests that got the answer they should. */
  readonly answered: number;
  /** What became of the others. */
  readonly lost: readonly string[];
}

const clients = 4;
const pauseMilliseconds = 10;
const timeoutMilliseconds = 5000;

/** The status of an answer, or why there is none. */
export async function ask(url: string, headers: Readonly<Record<string, string>> = {}): Promise<number | string> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, headers, timeout: timeoutMilliseconds }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.once('timeout', () => request.destroy(new Error(`no answer in ${timeoutMilliseconds} ms`)));
    request.once('error', (error) => resolve(error.message));
  });
}

/** Sends some requests, four at a time. */
export async function send(url: string, count: number): Promise<Outcome> {
  let left = count;
  return among(url, () => left-- > 0);
}

/** Sends requests for as long as something else takes. */
export async function during(deed: () => Promise<void>, url: string): Promise<Outcome> {
  let going = true;
  const outcome = among(url, () => going);
  try {
    await deed();
  } finally {
    going = false;
    await outcome;
  }
  return outcome;
}

async function among(url: string, more: () => boolean): Promise<Outcome> {
  const answers: (number | string)[] = [];
  const client = async (): Promise<void> => {
    while (more()) {
      answers.push(await ask(url));
      await setTimeout(pauseMilliseconds);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const lost = answers.filter((answer) => answer !== 302).map(String);
  return { answered: answers.length - lost.length, lost };
}
