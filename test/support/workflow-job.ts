// The commands of a job, as they stand in its workflow: a test runs them as a runner would, with values for what GitHub fills in.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Checkout, Ended } from './checkout.ts';

/** A step that runs a command. */
interface JobCommand {
  readonly run: string;
  readonly env: Readonly<Record<string, string>>;
}

/** How a runner starts a shell for it. Source: GitHub Docs, "Workflow syntax", `shell` */
const shell = ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c'];

/** What a command of a job said, and how it ended. */
export interface StepEnded extends Ended {
  readonly run: string;
}

export interface JobOptions {
  /** Where it runs. */
  readonly checkout: Checkout;
  /** Of the expressions in the commands' variables, by what stands between the braces. @default none */
  readonly values?: Readonly<Record<string, string>>;
  /** What the runner tells each of them. @default nothing */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the commands of a job one after the other, up to the first that ends badly. @param file of `.github/workflows/` */
export function runJob(file: string, job: string, { checkout, values = {}, env = {} }: JobOptions): StepEnded[] {
  const ended: StepEnded[] = [];
  for (const { run, env: own } of commandsOf(file, job, values)) {
    const { status, stdout, stderr } = checkout.exec('bash', [...shell, run], { ...env, ...own });
    ended.push({ run, status, stdout, stderr });
    if (status !== 0) break;
  }
  return ended;
}

/** @throws Error for an expression that has no value */
function commandsOf(file: string, job: string, values: Readonly<Record<string, string>>): JobCommand[] {
  const { jobs } = parse(readFileSync(`.github/workflows/${file}`, 'utf8')) as {
    readonly jobs: Readonly<Record<string, { readonly steps: readonly Partial<JobCommand>[] }>>;
  };
  const filled = (text: string): string =>
    text.replaceAll(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
      const value = values[expression];
      if (value === undefined) throw new Error(`${file}: ${expression} has no value here`);
      return value;
    });
  return (jobs[job]?.steps ?? []).flatMap(({ run, env = {} }) =>
    run === undefined
      ? []
      : [{ run, env: Object.fromEntries(Object.entries(env).map(([name, text]) => [name, filled(text)])) }],
  );
}
