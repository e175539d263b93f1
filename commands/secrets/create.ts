// npm run secrets -- create: makes an encrypted file, with public keys alone.
import { type Command } from '../cli.ts';
import { UsageError } from '../../lib/usage-error.ts';
import { oneSecret } from './args.ts';
import { type DeclaredSecret, declaredSecret } from '../../sops/declared.ts';
import { askForAll, generated, readJson, readValue, refuseWords } from '../../sops/input.ts';
import { renderNext } from '../../sops/outcome.ts';
import { textOf } from '../../sops/replace-file.ts';
import type { Values } from '../../sops/values.ts';
import { write } from '../../sops/write.ts';
import { loadFleet } from '../../lib/load-fleet.ts';
import { standard } from './standard.ts';

const args = {
  secret: oneSecret,
  generate: { type: 'boolean', description: 'Fresh random values for all keys that are given none' },
  key: { type: 'string', description: 'Standard input is the value of this key', valueHint: 'KEY' },
  json: { type: 'boolean', description: 'Standard input is a JSON object of values by key' },
  exact: { type: 'boolean', description: 'Keep a line break at the end of standard input' },
  replace: { type: 'boolean', description: 'Replace the secret as a whole; its old values are lost' },
} as const;

export const create: Command<typeof args> = {
  meta: {
    name: 'npm run secrets -- create',
    description: 'Make a secret that a chart declares, or replace it as a whole; needs no key that decrypts',
  },
  args,
  run: async ({ args }, { stdout }) => {
    refuseWords(args._, 1);
    const secret = declaredSecret(await loadFleet(), args.secret);
    const before = textOf(secret.file);
    if (before !== undefined && !args.replace)
      throw new Error(`${secret.file} is there already; --replace puts another in its place, set changes one value`);
    const given = await valuesFrom(secret, args);
    const values = args.generate ? { ...generated(secret, given), ...given } : given;
    await write(secret, values, before);
    const made = secret.declared.keys.filter((key) => given[key] === undefined);
    stdout.write(
      `${secret.file}: ${before === undefined ? 'created' : 'replaced'} with ${secret.declared.keys.join(', ')}${made.length > 0 ? ` (generated: ${made.join(', ')})` : ''}\n${renderNext}`,
    );
  },
};

interface Source {
  readonly generate?: boolean;
  readonly key?: string;
  readonly json?: boolean;
  readonly exact?: boolean;
}

async function valuesFrom(secret: DeclaredSecret, { generate, key, json, exact }: Source): Promise<Values> {
  const { keys } = secret.declared;
  if (json && key !== undefined) throw new UsageError('--json and --key both take standard input; give one of them');
  if (json) return readJson(standard);
  if (key !== undefined) return { [key]: await readValue(key, exact ?? false, standard) };
  if (generate) return {};
  if (standard.input.isTTY) return askForAll(secret, standard);
  const [only, ...others] = keys;
  if (only === undefined || others.length > 0)
    throw new UsageError(`${secret.id} has the keys ${keys.join(', ')}: give --key, --json or --generate`);
  return { [only]: await readValue(only, exact ?? false, standard) };
}
