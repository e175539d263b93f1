// npm run secrets -- updatekeys: what clusters/keys/ says reaches .sops.yaml and every file.
import { clusters } from '../../clusters/index.ts';
import { parseSopsDocument } from '../../lib/secrets/sops-document.ts';
import { recipientsIn } from '../../lib/secrets/sops-recipients.ts';
import type { Command, ExitCode } from '../cli.ts';
import { renewSopsConfig, sopsConfigFile } from '../sops-config.ts';
import { someSecrets } from './args.ts';
import { pickedSecrets } from './declared.ts';
import { rewrite } from './rewrite.ts';
import { forRecipients } from './sops-file.ts';

/** Said where a file changed, for it is what people overlook. */
const takenAway = `Whoever was taken away may have kept the data key, or the values: rotate the files, and change the values.\n`;

export const updatekeys: Command<typeof someSecrets> = {
  meta: {
    name: 'npm run secrets -- updatekeys',
    description:
      'Encrypt secrets to the recipients of clusters/keys/, data key and values unchanged; needs a key that decrypts',
  },
  args: someSecrets,
  run: async ({ args }): Promise<ExitCode> => {
    if (renewSopsConfig(clusters)) process.stdout.write(`${sopsConfigFile}: written\n`);
    let removed = false;
    const code = await rewrite(pickedSecrets(args._, args.cluster), {
      done: 'is for the recipients of clusters/keys/ now',
      make: async (secret, text) => {
        const after = await forRecipients(secret, text);
        removed ||= recipientsOf(text).some((recipient) => !recipientsOf(after).includes(recipient));
        return after;
      },
    });
    if (removed) process.stdout.write(takenAway);
    return code;
  },
};

function recipientsOf(text: string): string[] {
  const { document } = parseSopsDocument(text);
  return document ? recipientsIn(document.sops) : [];
}
