// What `az` says of a key in a vault, and what of it counts here: its version and its public half.
import { createPublicKey } from 'node:crypto';
import { asRecord } from '../render/fields.ts';
import { keyUrlPattern, parseVaultKey, publicKeyFaults, type VaultKey } from '../lib/secrets/vault-key.ts';
import { isMissing, run } from '../tools/run.ts';

/** The arguments of `az` that print a key: the newest version by its name, or one version by its identifier. */
export function showKey(key: { readonly vault: string; readonly name: string } | { readonly id: string }): string[] {
  const which = 'id' in key ? ['--id', key.id] : ['--vault-name', key.vault, '--name', key.name];
  return ['keyvault', 'key', 'show', ...which, '--output', 'json'];
}

/** Runs `az`. @returns what it printed; undefined where it is not on PATH. @throws Error with what it said, if it fails */
export async function az(args: readonly string[]): Promise<string | undefined> {
  const ended = await run('az', args).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (ended === undefined || ended.code === 0) return ended?.stdout;
  throw new Error(`az ${args.join(' ')}: ${ended.stderr.trim()}`);
}

/** A key as `az keyvault key show` prints it. */
export interface ShownKey {
  readonly key: VaultKey;
  readonly enabled: boolean;
}

/**
 * Reads what `az keyvault key show --output json` prints.
 * @throws Error where that is no RSA key that can decrypt
 */
export function parseShownKey(json: string): ShownKey {
  const shown = parseJson(json);
  const { kid, kty, n, e, keyOps } = asRecord(shown.key);
  if (typeof kid !== 'string' || !new RegExp(keyUrlPattern).test(kid))
    throw new Error('this is not what az keyvault key show --output json prints: it has no key.kid with a version');
  if (kty !== 'RSA' && kty !== 'RSA-HSM')
    throw new Error(`${kid} is of the type ${String(kty)}; sops needs an RSA key`);
  if (Array.isArray(keyOps) && !keyOps.includes('decrypt'))
    throw new Error(`${kid} may not decrypt; make it with --ops encrypt decrypt`);
  // `az` writes the numbers in base64, Key Vault itself in base64url.
  const jwk = { kty: 'RSA', n: base64url(n), e: base64url(e) };
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();
  const [fault] = publicKeyFaults(kid, publicKey);
  if (fault) throw new Error(`${kid} ${fault.problem}; ${fault.write}`);
  return { key: parseVaultKey(kid, publicKey), enabled: asRecord(shown.attributes).enabled !== false };
}

function parseJson(text: string): Readonly<Record<string, unknown>> {
  try {
    return asRecord(JSON.parse(text));
  } catch {
    throw new Error('standard input is no JSON; it must be what az keyvault key show --output json prints');
  }
}

function base64url(value: unknown): string {
  return Buffer.from(String(value), 'base64').toString('base64url');
}
