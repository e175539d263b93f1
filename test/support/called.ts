// A command in the test's own process, which starts no Node.js: what it prints, and its exit code.
import type { ArgsDef } from 'citty';
import { type Command, type ExitCode, run } from '../../commands/cli.ts';

/** What a command said in this process, and how it ended. */
export interface Called {
  readonly status: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  /** The working directory. @default this repository */
  readonly cwd?: string;
  /** Beside what the test's own environment has. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a command here. Never two at once in one file: the working directory and the environment are the process' own. */
export async function called<const T extends ArgsDef>(
  command: Command<T>,
  args: readonly string[],
  { cwd = '.', env = {} }: CallOptions = {},
): Promise<Called> {
  let [stdout, stderr] = ['', ''];
  const output = {
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
  };
  const before = { cwd: process.cwd(), env: process.env };
  process.chdir(cwd);
  process.env = { ...before.env, ...env };
  try {
    const status = await run(command, args, output);
    return { status, stdout, stderr };
  } finally {
    process.chdir(before.cwd);
    process.env = before.env;
  }
}
