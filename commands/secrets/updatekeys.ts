// npm run secrets -- updatekeys: what the keys files say reaches .sops.yaml and every file.
import { parseSopsDocument } from '../../lib/secrets/sops-document.ts';
import { recipientsIn } from '../../lib/secrets/sops-recipients.ts';
import type { Command, ExitCode } from '../cli.ts';
import { renewSopsConfig, sopsConfigFile } from '../../sops/sops-config.ts';
import { someSecrets } from './args.ts';
import { pickedSecrets } from '../../sops/declared.ts';
import { rewrite, type Rewriting } from './rewrite.ts';
import { forRecipients } from '../../sops/sops-file.ts';
import { loadFleet } from '../../lib/load-fleet.ts';

/** Said where a file changed, for it is what people overlook. */
const takenAway = `Whoever was taken away may have kept the data key, or the values: rotate the files, and change the values.\n`;

export const updatekeys: Command<typeof someSecrets> = {
  meta: {
    name: 'npm run secrets -- updatekeys',
    description:
      'Encrypt secrets to the recipients of the keys files, data key and values unchanged; needs a key that decrypts',
  },
  args: someSecrets,
  run: async ({ args }, output): Promise<ExitCode> => {
    const fleet = await loadFleet();
    if (renewSopsConfig(fleet)) output.stdout.write(`${sopsConfigFile}: written\n`);
    let removed = false;
    const rewriting: Rewriting = {
      done: `is for the recipients of ${fleet.folders.keys}/ now`,
      make: async (secret, text) => {
        const after = await forRecipients(secret, text);
        removed ||= recipientsOf(text).some((recipient) => !recipientsOf(after).includes(recipient));
        return after;
      },
    };
    const code = await rewrite(pickedSecrets(fleet, args._, args.cluster), rewriting, output);
    if (removed) output.stdout.write(takenAway);
    return code;
  },
};

function recipientsOf(text: string): string[] {
  const { document } = parseSopsDocument(text);
  return document ? recipientsIn(document.sops) : [];
}
