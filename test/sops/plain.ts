// Encrypts as somebody would who does not use the commands.
import { runSops } from '../../sops/run-sops.ts';
import { withoutKeys } from '../../sops/environment.ts';
import { encryptedRegex } from '../../lib/secrets/sops-document.ts';

/** @param plain JSON */
export async function encryptPlain(recipient: string, plain: string): Promise<string> {
  const formats = ['--input-type', 'json', '--output-type', 'yaml', '--filename-override', 'secret.yaml'];
  const args = ['encrypt', '--age', recipient, '--encrypted-regex', encryptedRegex, ...formats];
  const { code, stdout } = await runSops(args, { env: withoutKeys(), input: plain });
  if (code !== 0) throw new Error(`exit code ${code}`);
  return stdout;
}
