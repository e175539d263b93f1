// Who is who in the test cluster: keys and tokens made for one run, worth nothing beyond it.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { Sandbox } from './sandbox.ts';

export interface Credentials {
  /** Token of a member of `system:masters`. */
  readonly token: string;
  /** File that the API server reads tokens from. */
  readonly tokenFile: string;
  /** Private half of the key that signs service account tokens. */
  readonly signingKeyFile: string;
}

export function makeCredentials(sandbox: Sandbox): Credentials {
  const token = randomBytes(24).toString('base64url');
  const tokenFile = sandbox.path('tokens.csv');
  const signingKeyFile = sandbox.path('service-account.key');
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  writeFileSync(tokenFile, `${token},admin,admin,system:masters\n`, { mode: 0o600 });
  writeFileSync(signingKeyFile, privateKey, { mode: 0o600 });
  return { token, tokenFile, signingKeyFile };
}
