// What a new fleet asks for: by flags, or at a terminal for those that are missing.
import { createInterface, type Interface } from 'node:readline/promises';
import { Script } from 'node:vm';
import { isAgeRecipient } from '../../lib/secrets/age-recipient.ts';
import { UsageError } from '../../lib/usage-error.ts';
import { camelCase } from '../camel-case.ts';
import type { Answers } from './personal.ts';

interface Question {
  readonly text: string;
  /** Whether it answers. */
  readonly fits: (answer: string) => boolean;
  readonly example: string;
}

const like =
  (pattern: RegExp) =>
  (answer: string): boolean =>
    pattern.test(answer);

const label = '[a-z](?:-?[a-z0-9]){0,39}';

/** By the flag that answers it. */
export const questions = {
  clusters: {
    text: 'Clusters, in the order in which a change reaches them, separated by commas',
    fits: like(new RegExp(`^${label}(?:,${label})*$`)),
    example: 'dev,staging,production',
  },
  domain: {
    text: 'DNS domain under which public hosts are',
    fits: like(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/),
    example: 'contoso.dev',
  },
  repository: {
    text: 'Address of the repository on the web: alerts link to runbooks there',
    fits: like(/^https:\/\/[\w.-]+(?::\d+)?(?:\/\w(?:[\w.-]*[\w-])?){2,}$(?<!\.git)/),
    example: 'https://github.com/contoso/platform',
  },
  tenant: {
    text: 'Id of the Entra tenant',
    fits: like(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    example: '8d3e1c5a-7b2f-4c60-9a14-5e0f2b7d9c31',
  },
  recovery: {
    text: 'Public half of the recovery key (age-keygen prints it; keep the private half outside of every repository)',
    fits: isAgeRecipient,
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
  for (const flag of flags) {
    const fault = given[flag] === undefined ? undefined : faultOf(flag, given[flag]);
    if (fault !== undefined) throw new UsageError(`--${flag} ${fault}`);
  }
  const all = { ...given, ...(await ask(missing)) };
  const answer = (flag: Flag): string => tidy(all[flag] ?? '');
  return {
    clusters: answer('clusters').split(','),
    domain: answer('domain'),
    repository: answer('repository'),
    tenant: answer('tenant'),
    recovery: answer('recovery'),
  };
}

/** Without the spaces that people put around names. */
function tidy(answer: string): string {
  return answer.trim().replaceAll(/\s*,\s*/g, ',');
}

/** What is wrong with an answer, after its name; undefined where nothing is. */
function faultOf(flag: Flag, given: string): string | undefined {
  const answer = tidy(given);
  const { fits, example } = questions[flag];
  if (!fits(answer)) return `is like ${example}, not "${answer}"`;
  return flag === 'clusters' ? namesFault(answer.split(',')) : undefined;
}

/** A cluster is a file and a constant in TypeScript, and stands in a list of that name. */
function namesFault(names: readonly string[]): string | undefined {
  const twice = names.find((name, index) => names.findIndex((other) => camelCase(other) === camelCase(name)) !== index);
  if (twice !== undefined)
    return `has two names that are ${camelCase(twice)} in TypeScript; write another for "${twice}"`;
  const taken = names.find((name) => ['cluster', 'clusters', 'index'].includes(name) || !isIdentifier(camelCase(name)));
  return taken === undefined
    ? undefined
    : `has "${taken}", which means something else in TypeScript or in clusters/; write another`;
}

/** Compiled in a place where every word is reserved that is reserved anywhere; not run. */
function isIdentifier(word: string): boolean {
  try {
    new Script(`'use strict'; async () => { let ${word}; };`);
    return true;
  } catch {
    return false;
  }
}

async function ask(missing: readonly Flag[]): Promise<Partial<Record<Flag, string>>> {
  if (missing.length === 0) return {};
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answers: [Flag, string][] = [];
    for (const flag of missing) {
      answers.push([flag, await asked(flag, terminal)]);
    }
    return Object.fromEntries(answers);
  } finally {
    terminal.close();
  }
}

/** Asks again until the answer is one. */
async function asked(flag: Flag, terminal: Interface): Promise<string> {
  const { text, example } = questions[flag];
  for (;;) {
    const answer = await terminal.question(`${text} (such as ${example}): `);
    const fault = faultOf(flag, answer);
    if (fault === undefined) return answer;
    process.stderr.write(`The answer ${fault}\n`);
  }
}
