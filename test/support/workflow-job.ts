// The commands of a job, as they stand in its workflow: a test runs them as a runner would, with values for what GitHub fills in.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A step that runs a command. */
export interface JobCommand {
  readonly run: string;
  readonly env: Readonly<Record<string, string>>;
}

/** How a runner starts a shell for such a command. Source: GitHub Docs, "Workflow syntax", `shell` */
export const shell = ['bash', '--noprofile', '--norc', '-e', '-o', 'pipefail', '-c'] as const;

/**
 * @param file of `.github/workflows/`
 * @param values of the expressions in the commands' variables, by what stands between the braces
 * @throws Error for one that has no value
 */
export function commandsOf(file: string, job: string, values: Readonly<Record<string, string>>): JobCommand[] {
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
