// npm run secrets -- rotate: a new data key, so that whoever kept the old one cannot read what comes after.
import { inspectSopsText } from '../../lib/secrets/sops-inspection.ts';
import type { Command, ExitCode } from '../cli.ts';
import { someSecrets } from './args.ts';
import { pickedSecrets } from '../../sops/declared.ts';
import { refuseCopies } from '../../sops/past-copies.ts';
import { rewrite, type Rewriting } from './rewrite.ts';
import { decrypt, encrypt } from '../../sops/sops-file.ts';
import { loadFleet } from '../../lib/load-fleet.ts';

export const rotate: Command<typeof someSecrets> = {
  meta: {
    name: 'npm run secrets -- rotate',
    description: 'Encrypt secrets anew with a new data key, values unchanged; needs a key that decrypts',
  },
  args: someSecrets,
  run: async ({ args }, output): Promise<ExitCode> =>
    rewrite(pickedSecrets(await loadFleet(), args._, args.cluster), rotating, output),
};

export const rotating: Rewriting = {
  done: 'has a new data key',
  make: async (secret, text) => {
    // Nothing is sealed anew that should not be there.
    const [fault] = inspectSopsText(text, secret.declared).faults;
    if (fault) throw new Error(`${fault.field}: ${fault.problem}; write: ${fault.write}`);
    refuseCopies(secret.file);
    return encrypt(secret, await decrypt(text), text);
  },
};
