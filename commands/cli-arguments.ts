// What a command is started with, by Node's strict parser: a misspelt `--cluster` must not act on every cluster.
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { ArgsDef, BooleanArgDef, ParsedArgs, StringArgDef } from 'citty';
import { messageOf } from '../lib/message-of.ts';
import { UsageError } from '../lib/usage-error.ts';

/** The arguments by their names, and under `_` all that are no options. @throws UsageError that says what is wrong */
export function parsed<T extends ArgsDef>(args: T, rawArgs: readonly string[]): ParsedArgs<T> {
  const { values, positionals, tokens } = strictly(args, rawArgs);
  const words = Object.keys(args).filter((name) => args[name]?.type === 'positional');
  const all: Readonly<Record<string, unknown>> = {
    ...values,
    ...Object.fromEntries(words.map((name, index) => [name, positionals[index]])),
    _: positionals,
  };
  const empty = Object.keys(values).find((name) => values[name] === '');
  if (empty !== undefined) throw new UsageError(`--${empty} is empty; give it a value, or leave it out`);
  const given = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
  const twice = given.find((name, index) => given.indexOf(name) < index);
  if (twice !== undefined) throw new UsageError(`--${twice} is there twice, and one alone would count; write it once`);
  const missing = Object.keys(args).find((name) => args[name]?.required === true && all[name] === undefined);
  if (missing === undefined) return all as ParsedArgs<T>;
  throw new UsageError(
    words.includes(missing)
      ? `Missing required positional argument: ${missing.toUpperCase()}`
      : `Missing required argument: --${missing}`,
  );
}

function strictly(args: ArgsDef, rawArgs: readonly string[]) {
  const options = Object.entries(args).flatMap(([name, arg]) =>
    arg.type === 'boolean' || arg.type === 'string' ? [[name, asOption(arg)] as const] : [],
  );
  const allowPositionals = Object.values(args).some(({ type }) => type === 'positional');
  const config = { options: Object.fromEntries(options), allowPositionals, allowNegative: true };
  try {
    return parseArgs({ args: [...rawArgs], ...config, tokens: true });
  } catch (error) {
    throw new UsageError(messageOf(error).split('. ')[0], { cause: error });
  }
}

type Option = NonNullable<ParseArgsConfig['options']>[string];

function asOption({ type = 'string', alias: short, default: value }: BooleanArgDef | StringArgDef): Option {
  return { type, ...(typeof short === 'string' && { short }), ...(value !== undefined && { default: value }) };
}
