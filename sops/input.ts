// Where values come from: standard input, hidden typing, or the declared generators; never the command line.
import { UsageError } from '../lib/usage-error.ts';
import type { DeclaredSecret } from './declared.ts';
import { fromBase64, fromText, toText } from './lossless.ts';
import { ask, type Terminal } from './questions.ts';
import type { Values } from './values.ts';

/** Refuses words that no argument takes, without repeating them. @throws UsageError */
export function refuseWords(words: readonly string[], most: number): void {
  if (words.length > most)
    throw new UsageError(
      "A value is never taken from the command line, where other users, your history and npm's logs have it by now: take it for leaked, and give a new one on standard input",
    );
}

/** The whole of an input that is no terminal. */
export async function readAll({ input }: Terminal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/**
 * One value: typed without being shown, or read from the input.
 * @param exact takes every byte; otherwise one line break at the end is dropped, which `echo` and most programs add
 */
export async function readValue(key: string, exact: boolean, terminal: Terminal): Promise<Buffer> {
  if (terminal.input.isTTY) return Buffer.concat(await ask([`${key}: `], terminal));
  const bytes = await readAll(terminal);
  if (exact) return bytes;
  if (bytes.length === 0)
    throw new UsageError(`Standard input is empty; with --exact that is taken for the value of ${key}`);
  const ending = bytes.at(-1) === 0x0a ? (bytes.at(-2) === 0x0d ? 2 : 1) : 0;
  return bytes.subarray(0, bytes.length - ending);
}

/** Values as JSON: an object of strings, or of `{ "base64": "..." }` for bytes that are no text. */
export async function readJson(terminal: Terminal): Promise<Values> {
  if (terminal.input.isTTY) throw new UsageError('A terminal would show the values: give --json a file or a program');
  const text = toText(await readAll(terminal));
  if (text === undefined) throw new UsageError('Standard input is no UTF-8; bytes that are no text go in as base64');
  const wrong = 'Standard input is no JSON object of strings, such as {"user": "...", "password": "..."}';
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // The parser's own message would quote what it read.
    throw new UsageError(wrong);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new UsageError(wrong);
  return Object.fromEntries(Object.entries(parsed).map(([key, value]) => [key, bytesOf(key, value)]));
}

function bytesOf(key: string, value: unknown): Buffer {
  const base64: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'base64') : undefined;
  if (typeof value !== 'string' && typeof base64 !== 'string')
    throw new UsageError(`The value of ${key} is neither a string nor {"base64": "..."}`);
  const bytes = typeof value === 'string' ? fromText(value) : fromBase64(String(base64));
  if (bytes === undefined)
    throw new UsageError(
      typeof value === 'string'
        ? `The value of ${key} holds half of a character (a surrogate alone), which no text in UTF-8 does`
        : `The value of ${key} is not base64 with its padding, as base64 prints it (RFC 4648, section 4)`,
    );
  return bytes;
}

/** A value for each of these keys, typed without being shown; nothing typed means a fresh one from its generator. */
export async function askForAll(secret: DeclaredSecret, terminal: Terminal): Promise<Values> {
  const { keys } = secret.declared;
  const answers = await ask(
    keys.map((key) => `${key} (Enter alone: generate one): `),
    terminal,
  );
  const given = keys.map((key, index) => [key, answers[index] ?? Buffer.alloc(0)] as const);
  const values = Object.fromEntries(given.filter(([, value]) => value.length > 0));
  return { ...generated(secret, values), ...values };
}

/** Fresh values for the keys that have none yet. */
export function generated({ generators }: Pick<DeclaredSecret, 'generators'>, given: Values = {}): Values {
  const missing = Object.entries(generators).filter(([key]) => given[key] === undefined);
  return Object.fromEntries(missing.map(([key, make]) => [key, Buffer.from(make())]));
}

/** Waits until somebody at the terminal wants the editor back. @throws Error where there is no terminal, or they do not */
export async function returnToEditor(terminal: Terminal): Promise<void> {
  if (!terminal.input.isTTY) throw new Error('nothing was written');
  await ask(['Enter: back to the editor; Ctrl-C: give up '], terminal);
}
