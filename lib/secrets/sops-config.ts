// `.sops.yaml` is generated from the keys files, so that who can decrypt is said in one place.
import { stringify } from 'yaml';
import { encryptedRegex } from './sops-document.ts';
import type { Recipients } from './recipients.ts';
import { keyUrl } from './vault-key.ts';

/** What sops reads from `.sops.yaml`: one creation rule a cluster, ONE key group each, so that any recipient decrypts. */
export function sopsConfig(recipients: ReadonlyMap<string, Recipients>): string {
  const rules = [...recipients].map(([cluster, { keyVault, age }]) => ({
    path_regex: `^secrets/${cluster}/[^/]+\\.yaml$`,
    encrypted_regex: encryptedRegex,
    ...(keyVault ? { azure_keyvault: keyUrl(keyVault) } : {}),
    age: age.join(','),
  }));
  return stringify({ creation_rules: rules }, { lineWidth: 0 });
}
