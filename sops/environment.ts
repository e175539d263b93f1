// What sops may know of the caller's environment: where the keys are that decrypt, and nothing else.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Variables that hold an age key, lead to Azure's identities, or to the network on the way there. */
const passed = /^(PATH|SOPS_AGE_KEY|AZURE_\w+|IDENTITY_\w+|IMDS_\w+|MSI_\w+|SSL_CERT_(FILE|DIR))$/;
const proxies = /^(https?|no)_proxy$/i;

/**
 * A home in which no token, key ring or login lies; and the switches that shut Vault and GPG, which sops has, and AWS and
 * Google, which their clients have. Huawei's has none: no file that names any of them reaches sops.
 */
const shut = {
  HOME: '/nonexistent',
  SOPS_HC_VAULT_ALLOWLIST: 'none',
  SOPS_GPG_EXEC: '/nonexistent',
  AWS_EC2_METADATA_DISABLED: 'true',
  GOOGLE_APPLICATION_CREDENTIALS: '/nonexistent',
};

/** Makes sops' own Azure client give up at once, instead of looking for a login for ten seconds. */
const noAzure = { AZURE_TOKEN_CREDENTIALS: 'none' };

/** The environment to encrypt in: no key, no Azure. */
export function withoutKeys({ PATH }: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return { PATH, ...shut, ...noAzure };
}

/** The environments to decrypt in, one after the other: with the age keys that are here; then with Azure's login, if there is one. */
export function withKeys(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv[] {
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => passed.test(name) || proxies.test(name)));
  const found = { ...kept, ...shut, ...ageKeys(env), AZURE_CONFIG_DIR: azureFolder(env) };
  return [{ ...found, ...noAzure }, ...(hasAzureLogin(env) ? [found] : [])];
}

/** Whether it is worth asking Azure: variables of an identity, or a login of `az`. */
export function hasAzureLogin(env: NodeJS.ProcessEnv = process.env): boolean {
  if (env.AZURE_CLIENT_ID || env.IDENTITY_ENDPOINT || env.MSI_ENDPOINT) return true;
  return existsSync(join(azureFolder(env), 'azureProfile.json'));
}

/** Whether an age key is where sops would look for one in the caller's home. */
export function hasAgeKey(env: NodeJS.ProcessEnv = process.env): boolean {
  return Boolean(env.SOPS_AGE_KEY) || Object.keys(ageKeys(env)).length > 0;
}

/** The file with age keys, and the command that prints one, which may need the home that sops does not get. */
function ageKeys(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { SOPS_AGE_KEY_FILE: named, SOPS_AGE_KEY_CMD: command } = env;
  const file = named || usersKeyFile(env);
  return {
    ...(named || existsSync(file) ? { SOPS_AGE_KEY_FILE: file } : {}),
    ...(command ? { SOPS_AGE_KEY_CMD: `env 'HOME=${home(env)}' ${command}` } : {}),
  };
}

/** Source: sops' age/keysource.go, getUserConfigDir. */
function usersKeyFile(env: NodeJS.ProcessEnv): string {
  const folder = process.platform === 'darwin' ? 'Library/Application Support' : '.config';
  return join(env.XDG_CONFIG_HOME || join(home(env), folder), 'sops/age/keys.txt');
}

function azureFolder(env: NodeJS.ProcessEnv): string {
  return env.AZURE_CONFIG_DIR || join(home(env), '.azure');
}

function home(env: NodeJS.ProcessEnv): string {
  return env.HOME || homedir();
}
