// A vault for the loop, played by a stand-in: kustomize-controller proves who it is with a token of the real API server,
// as it does with workload identity on AKS.
import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { sopsSays } from '../sops/sops-says.ts';
import { run } from '../tools/run.ts';
import { federationAudience } from './key-vault/identities.ts';
import type { KeyVault } from './key-vault/key-vault.ts';
import type { TestCluster } from './cluster.ts';
import { fluxSystem } from './flux.ts';
import { Rest } from './rest.ts';
import type { Sandbox } from './sandbox.ts';
import { plainSecret, type SecretFile, sopsOptions, type ValuesPart } from './work-tree.ts';

/** The account that kustomize-controller runs under in the extension. */
export const controllerAccount = 'kustomize-controller';

/** Where AKS' webhook would mount the controller's token. */
export const tokenFile = (sandbox: Sandbox): string => sandbox.path('azure-identity-token');

/** Has the vault's identity trust the controller's account: issuer and key are those that the API server publishes. */
export async function federate({ api }: TestCluster, vault: KeyVault): Promise<void> {
  const rest = new Rest(api.server);
  const { issuer } = (await rest.call('GET', '/.well-known/openid-configuration')) as { issuer: string };
  const { keys } = (await rest.call('GET', '/openid/v1/jwks')) as { keys: readonly JsonWebKey[] };
  rest.close();
  const [key = {}] = keys;
  const subject = `system:serviceaccount:${fluxSystem}:${controllerAccount}`;
  vault.trust({ issuer, subject, publicKey: createPublicKey({ key, format: 'jwk' }) });
}

/** Writes a token of an account of Flux' namespace to where the controller reads it, as the kubelet would. */
export async function mountToken({ api, objects, sandbox }: TestCluster, account: string): Promise<void> {
  await objects.apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: account, namespace: fluxSystem } });
  const rest = new Rest(api.server);
  const path = `/api/v1/namespaces/${fluxSystem}/serviceaccounts/${account}/token`;
  const answer = (await rest.call('POST', path, { spec: { audiences: [federationAudience] } })) as {
    status: { token: string };
  };
  rest.close();
  writeFileSync(tokenFile(sandbox), answer.status.token, { mode: 0o600 });
}

/** Encrypts a Secret to the vault's key alone. Asynchronous, because the stand-in lives in this very process. */
export async function encryptForVault(
  { sops }: { readonly sops: string },
  vault: KeyVault,
  secret: SecretFile,
  values: Readonly<Record<string, string>>,
  part: ValuesPart = 'stringData',
): Promise<string> {
  const args = ['encrypt', '--azure-kv', vault.key.url, ...sopsOptions];
  const env = { PATH: process.env.PATH, ...vault.managedIdentity };
  const { code, stdout } = await run(sops, args, { cwd: tmpdir(), env, input: plainSecret(secret, values, part) });
  if (code !== 0) throw new Error(sopsSays(code));
  return stdout;
}
