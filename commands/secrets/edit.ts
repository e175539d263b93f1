// npm run secrets -- edit: the values in an editor, in a file that is never on a disk and goes with the command.
import type { Command, ExitCode } from '../cli.ts';
import { oneSecret } from './args.ts';
import { change } from './change.ts';
import { declaredSecret } from '../../sops/declared.ts';
import { edited } from '../../sops/editor.ts';
import { refuseWords } from '../../sops/input.ts';
import { memoryFolder, withWorkspace } from '../../sops/workspace.ts';
import { loadFleet } from '../../lib/load-fleet.ts';
import { standard } from './standard.ts';

const args = {
  secret: oneSecret,
} as const;

export const edit: Command<typeof args> = {
  meta: {
    name: 'npm run secrets -- edit',
    description: 'Change values in $VISUAL or $EDITOR; needs a key that decrypts',
  },
  args,
  run: async ({ args }, output): Promise<ExitCode> => {
    refuseWords(args._, 1);
    const secret = declaredSecret(await loadFleet(), args.secret);
    const memory = memoryFolder();
    if (memory === undefined) {
      output.stderr.write(`${nowhere(secret.id)}\n`);
      return 1;
    }
    return change(
      secret,
      (values) => withWorkspace((folder) => edited(secret, values, folder, standard), memory),
      output,
    );
  },
};

function nowhere(id: string): string {
  return `There is no folder here whose files live in memory ($XDG_RUNTIME_DIR and /dev/shm were tried), and on a disk the values
may never be. To replace the secret as a whole, which needs no file:
  npm run secrets -- create ${id} --replace`;
}
