// What a new fleet asks for: by flags, or at a terminal for those that are missing.
import { createInterface } from 'node:readline/promises';
import { ageRecipientPattern } from '../../lib/secrets/recipients.ts';
import { UsageError } from '../../lib/usage-error.ts';
import type { Answers } from './personal.ts';

interface Question {
  readonly text: string;
  /** What the whole answer looks like. */
  readonly pattern: RegExp;
  readonly example: string;
}

const label = '[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?';

/** By the flag that answers it. */
export const questions = {
  clusters: {
    text: 'Clusters, in the order in which a change reaches them, separated by commas',
    pattern: new RegExp(`^${label}(?:,${label})*$`),
    example: 'dev,staging,production',
  },
  domain: {
    text: 'DNS domain under which public hosts are',
    pattern: /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
    example: 'contoso.dev',
  },
  repository: {
    text: 'Address of the repository on the web: alerts link to runbooks there',
    pattern: /^https:\/\/[\w.-]+(?:\/[\w.-]+)+$/,
    example: 'https://github.com/contoso/platform',
  },
  tenant: {
    text: 'Id of the Entra tenant',
    pattern: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    example: '8d3e1c5a-7b2f-4c60-9a14-5e0f2b7d9c31',
  },
  recovery: {
    text: 'Public half of the recovery key (age-keygen prints it; keep the private half outside of every repository)',
    pattern: new RegExp(ageRecipientPattern),
    example: 'age1...',
  },
} as const satisfies Readonly<Record<string, Question>>;

export type Flag = keyof typeof questions;

const flags = Object.keys(questions) as Flag[];

/**
 * The answers, of which those that no flag gives are asked at a terminal.
 * @throws UsageError that names all that is missing where there is no terminal, or what an answer should look like
 */
export async function answersFrom(given: Readonly<Partial<Record<Flag, string>>>): Promise<Answers> {
  const missing = flags.filter((flag) => given[flag] === undefined);
  if (missing.length > 0 && !process.stdin.isTTY)
    throw new UsageError(`There is no terminal to ask at; give ${missing.map((flag) => `--${flag}`).join(', ')}`);
  const all = { ...given, ...(await ask(missing)) };
  const answer = (flag: Flag): string => {
    const { pattern, example } = questions[flag];
    const value = all[flag]?.trim() ?? '';
    if (pattern.test(value)) return value;
    throw new UsageError(`--${flag} is like ${example}, not "${value}"`);
  };
  const clusters = answer('clusters').split(',');
  const twice = clusters.find((name, index) => clusters.indexOf(name) !== index);
  if (twice !== undefined) throw new UsageError(`--clusters names "${twice}" twice`);
  return {
    clusters,
    domain: answer('domain'),
    repository: answer('repository'),
    tenant: answer('tenant'),
    recovery: answer('recovery'),
  };
}

async function ask(missing: readonly Flag[]): Promise<Partial<Record<Flag, string>>> {
  if (missing.length === 0) return {};
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answers: [Flag, string][] = [];
    for (const flag of missing) {
      const { text, example } = questions[flag];
      answers.push([flag, await terminal.question(`${text} (such as ${example}): `)]);
    }
    return Object.fromEntries(answers);
  } finally {
    terminal.close();
  }
}
