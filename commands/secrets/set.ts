// npm run secrets -- set: changes one value; all are encrypted anew, with a new data key.
import { type Command } from '../cli.ts';
import { UsageError } from '../../lib/usage-error.ts';
import { oneSecret } from './args.ts';
import { declaredSecret } from '../../sops/declared.ts';
import { readValue, refuseWords } from '../../sops/input.ts';
import { change } from './change.ts';
import { loadFleet } from '../../lib/load-fleet.ts';
import { standard } from './standard.ts';

const args = {
  secret: oneSecret,
  key: {
    type: 'positional',
    required: true,
    description: 'The key whose value is on standard input',
    valueHint: 'KEY',
  },
  generate: { type: 'boolean', description: 'Take a fresh random value instead of standard input' },
  exact: { type: 'boolean', description: 'Keep a line break at the end of standard input' },
} as const;

export const set: Command<typeof args> = {
  meta: { name: 'npm run secrets -- set', description: 'Change one value; needs a key that decrypts' },
  args,
  run: async ({ args }, output) => {
    refuseWords(args._, 2);
    const secret = declaredSecret(await loadFleet(), args.secret);
    const generate = secret.generators[args.key];
    if (!generate)
      // What stands there may be a value.
      throw new UsageError(`${secret.id} has no such key; it has ${secret.declared.keys.join(', ')}`);
    const value = async (): Promise<Buffer> =>
      args.generate ? Buffer.from(generate()) : readValue(args.key, args.exact ?? false, standard);
    return change(secret, async () => ({ [args.key]: await value() }), output);
  },
};
