// Key Vault's REST API, as far as sops and kustomize-controller use it: a key's public half, encrypt and decrypt.
import type { Identities } from './identities.ts';
import type { Answer, Call } from './http.ts';
import { algorithm, type Keys, type KeyVersion } from './keys.ts';

/** What a client must ask tokens for. */
export const vaultResource = 'https://vault.azure.net';

/** Answers a call for the vault: the challenge, a refusal, or what was asked for. */
export function answerVault(keys: Keys, identities: Identities, { method, url, headers, body }: Call): Answer {
  if (!identities.knows(headers.authorization)) return challenge(identities.tenantId);
  const [, collection, name = '', version = '', operation = 'get'] = url.pathname.split('/');
  const key = collection === 'keys' ? keys.find(name, version) : undefined;
  if (!identities.permitted) return refusal(403, 'Forbidden', `the identity has no role that allows to ${operation}`);
  if (!key) return refusal(404, 'KeyNotFound', `there is no key at ${url.pathname}`);
  if (method === 'GET' && operation === 'get') return { status: 200, body: description(key) };
  if (method === 'POST' && (operation === 'encrypt' || operation === 'decrypt'))
    return operate(keys, key, operation, body);
  return refusal(400, 'BadParameter', `${method} ${operation} is not played`);
}

function operate(keys: Keys, key: KeyVersion, operation: 'encrypt' | 'decrypt', body: string): Answer {
  const { alg, value } = JSON.parse(body) as { alg: string; value: string };
  if (alg !== algorithm) return refusal(400, 'BadParameter', `${alg} is not played, only ${algorithm} is`);
  try {
    const result = keys[operation](key, Buffer.from(value, 'base64url')).toString('base64url');
    return { status: 200, body: { kid: key.url, value: result } };
  } catch {
    return refusal(400, 'BadParameter', `this version of the key cannot ${operation} it`);
  }
}

function description({ url, publicKey }: KeyVersion): object {
  const { n, e } = publicKey.export({ format: 'jwk' });
  return { key: { kid: url, kty: 'RSA', key_ops: ['encrypt', 'decrypt'], n, e }, attributes: { enabled: true } };
}

/** The client learns where to get a token, and for what. */
function challenge(tenantId: string): Answer {
  const authorization = `https://login.microsoftonline.com/${tenantId}`;
  return {
    ...refusal(401, 'Unauthorized', 'a token is needed'),
    headers: { 'www-authenticate': `Bearer authorization="${authorization}", resource="${vaultResource}"` },
  };
}

function refusal(status: number, code: string, problem: string): Answer {
  return { status, body: { error: { code, message: `a stand-in for Key Vault says: ${problem}` } } };
}
