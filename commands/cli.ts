// Every command ends the same way: words for the reader and an exit code, never a stack trace.
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { type ArgsDef, type CommandContext, type CommandDef, renderUsage, runCommand } from 'citty';
import { inWords } from '../lib/files.ts';
import { messageOf } from '../lib/message-of.ts';
import { UsageError } from '../lib/usage-error.ts';
import { printSafely } from './cli-output.ts';

/** 0: done, nothing to complain about. 1: done, and found what it looks for. 2: wrong usage, or it could not run. */
export type ExitCode = 0 | 1 | 2;

// A reader that has seen enough (`| head`) closes the pipe: no reason to complain.
process.stdout.once('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

/** A command of citty: what `--help` prints, its options, and `run`, which returns an exit code (nothing counts as 0). */
export interface Command<T extends ArgsDef> {
  readonly meta: { readonly name: string; readonly description: string };
  readonly args: T;
  readonly run: (context: CommandContext<T>) => Promise<ExitCode | void> | ExitCode | void;
}

/**
 * Runs a command with the arguments of the process and sets its exit code. Options that the command does not have are
 * refused. `DEBUG=1` in the environment adds the stack of an error.
 */
export async function main<const T extends ArgsDef>(
  command: Command<T>,
  rawArgs = process.argv.slice(2),
): Promise<void> {
  safely();
  try {
    if (rawArgs.includes('--help') || rawArgs.includes('-h')) {
      process.stdout.write(await usage(command, process.stdout.isTTY));
      return;
    }
    refuseUnknown(command.args, rawArgs);
    const { result } = await runCommand(command, { rawArgs });
    process.exitCode = typeof result === 'number' ? result : 0;
  } catch (error) {
    process.exitCode = 2;
    process.stderr.write(`${process.env.DEBUG ? inFull(error) : messageOf(inWords(error))}\n`);
    if (isUsageError(error)) process.stderr.write(`\n${await usage(command, process.stderr.isTTY)}`);
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

async function usage<T extends ArgsDef>(command: CommandDef<T>, terminal: boolean): Promise<string> {
  const text = await renderUsage<T>(command);
  return `${terminal ? text : stripVTControlCharacters(text)}\n`;
}

/** citty ignores an option that it does not know, so a misspelt `--cluster` would act on every cluster. */
function refuseUnknown(args: ArgsDef, rawArgs: string[]): void {
  const options = Object.entries(args)
    .filter(([, { type }]) => type !== 'positional')
    .flatMap(([name, arg]) =>
      [name, ...('alias' in arg ? [arg.alias ?? []].flat() : [])].map((word) => ({ word, arg })),
    )
    .map(({ word, arg }) => [word, { type: arg.type === 'boolean' ? 'boolean' : 'string' }] as const);
  const allowPositionals = Object.values(args).some(({ type }) => type === 'positional');
  try {
    parseArgs({ args: rawArgs, options: Object.fromEntries(options), allowPositionals, allowNegative: true });
  } catch (error) {
    throw new UsageError(messageOf(error).split('. ')[0], { cause: error });
  }
}

function isUsageError(error: unknown): boolean {
  return error instanceof UsageError || (error instanceof Error && error.name === 'CLIError');
}

function inFull(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
