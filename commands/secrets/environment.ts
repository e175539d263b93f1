// What sops may know of the caller's environment: where the keys are that decrypt, and nothing else.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Variables that lead to an age key, to Azure's identities, or to the network on the way there. */
const passed = /^(PATH|HOME|XDG_CONFIG_HOME|SOPS_AGE_\w+|AZURE_\w+|IDENTITY_\w+|IMDS_\w+|MSI_\w+|SSL_CERT_(FILE|DIR))$/;
const proxies = /^(https?|no)_proxy$/i;
const recipients = /^SOPS_AGE_(RECIPIENTS|RECIPIENTS_FILE)$/;

/** Makes sops' own Azure client give up at once, instead of looking for a login for ten seconds. */
const noAzure = { AZURE_TOKEN_CREDENTIALS: 'none' };

/** The environment to encrypt in: no key, no Azure. */
export function withoutKeys({ PATH }: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return { PATH, HOME: '/nonexistent', ...noAzure };
}

/** The environments to decrypt in, one after the other: with the age keys that are here; then with Azure's login, if there is one. */
export function withKeys(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv[] {
  const kept = Object.fromEntries(
    Object.entries(env).filter(([name]) => (passed.test(name) || proxies.test(name)) && !recipients.test(name)),
  );
  return [{ ...kept, ...noAzure }, ...(hasAzureLogin(env) ? [kept] : [])];
}

/** Whether it is worth asking Azure: variables of an identity, or a login of `az`. */
export function hasAzureLogin(env: NodeJS.ProcessEnv = process.env): boolean {
  if (env.AZURE_CLIENT_ID || env.IDENTITY_ENDPOINT || env.MSI_ENDPOINT) return true;
  return existsSync(join(env.AZURE_CONFIG_DIR ?? join(env.HOME ?? homedir(), '.azure'), 'azureProfile.json'));
}

/** Whether an age key is where sops looks for one. */
export function hasAgeKey(env: NodeJS.ProcessEnv = process.env): boolean {
  if (env.SOPS_AGE_KEY || env.SOPS_AGE_KEY_FILE || env.SOPS_AGE_KEY_CMD) return true;
  const config = env.XDG_CONFIG_HOME ?? join(env.HOME ?? homedir(), '.config');
  return existsSync(join(config, 'sops', 'age', 'keys.txt'));
}
