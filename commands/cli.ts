// Every command ends the same way: words for the reader and an exit code, never a stack trace.
import { existsSync, realpathSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { type ArgsDef, type CommandDef, type ParsedArgs, renderUsage } from 'citty';
import { inWords } from '../lib/files.ts';
import { messageOf } from '../lib/message-of.ts';
import { UsageError } from '../lib/usage-error.ts';
import { parsed } from './cli-arguments.ts';
import { printSafely } from './cli-output.ts';

/** 0: done, nothing to complain about. 1: done, and found what it looks for. 2: wrong usage, or it could not run. */
export type ExitCode = 0 | 1 | 2;

// A reader that has seen enough (`| head`) closes the pipe: no reason to complain.
process.stdout.once('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

/** Where a command prints: the process, or what a test holds in its place. */
export interface Output {
  readonly stdout: Printer;
  readonly stderr: Printer;
}

interface Printer {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** What `--help` prints, as citty describes it, and `run`, which returns an exit code (nothing counts as 0). */
export interface Command<T extends ArgsDef> {
  readonly meta: { readonly name: string; readonly description: string };
  readonly args: T;
  readonly run: (
    context: { readonly args: ParsedArgs<T> },
    output: Output,
  ) => Promise<ExitCode | void> | ExitCode | void;
}

/** Whether Node.js was started with this module; the program of the package and tests import it. */
export function isStarted({ filename }: ImportMeta): boolean {
  const [, started] = process.argv;
  return started !== undefined && existsSync(started) && realpathSync(started) === filename;
}

/** Runs a command with the arguments of the process and sets its exit code. */
export async function main<const T extends ArgsDef>(
  command: Command<T>,
  rawArgs = process.argv.slice(2),
): Promise<void> {
  safely();
  process.exitCode = await run(command, rawArgs, process);
}

/**
 * Runs a command with these arguments, and says on the output how it failed. Options that the command does not have are
 * refused. `DEBUG=1` in the environment adds the stack of an error.
 */
export async function run<const T extends ArgsDef>(
  command: Command<T>,
  rawArgs: readonly string[],
  output: Output,
): Promise<ExitCode> {
  const { meta, args } = command;
  const { stdout, stderr } = output;
  try {
    if (rawArgs.includes('--help') || rawArgs.includes('-h')) {
      stdout.write(await usage({ meta, args }, stdout.isTTY));
      return 0;
    }
    return (await command.run({ args: parsed(args, rawArgs) }, output)) ?? 0;
  } catch (error) {
    stderr.write(`${process.env.DEBUG ? inFull(error) : messageOf(inWords(error))}\n`);
    if (error instanceof UsageError) stderr.write(`\n${await usage({ meta, args }, stderr.isTTY)}`);
    return 2;
  }
}

/** Commands under one name; each is loaded when it is run, so that none pays for the others. */
export interface Group {
  readonly meta: { readonly name: string; readonly description: string };
  /** What `--help` says of each, and how it is run with its own arguments. */
  readonly commands: Readonly<Record<string, { readonly description: string; readonly run: Run }>>;
}

/** Runs a command with these arguments, as {@link main} does. */
type Run = (rawArgs: string[]) => Promise<void>;

/** Runs the command of a group that the first argument of the process names. */
export async function mainOf({ meta, commands }: Group, rawArgs = process.argv.slice(2)): Promise<void> {
  const [name = '', ...rest] = rawArgs;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return command.run(rest);
  safely();
  const subCommands = Object.fromEntries(
    Object.entries(commands).map(([each, { description }]) => [each, { meta: { name: each, description } }]),
  );
  const text = await usage({ meta, subCommands }, process.stdout.isTTY);
  if (['', '--help', '-h'].includes(name)) return void process.stdout.write(text);
  process.exitCode = 2;
  process.stderr.write(`There is no command "${name}"\n\n${text}`);
}

function safely(): void {
  for (const stream of [process.stdout, process.stderr]) printSafely(stream);
}

async function usage<T extends ArgsDef>(command: CommandDef<T>, terminal = false): Promise<string> {
  const text = await renderUsage(command);
  return `${terminal ? text : stripVTControlCharacters(text)}\n`;
}

function inFull(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
