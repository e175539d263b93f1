// A key in Azure Key Vault as far as everybody may know it: where it is, and its public half, which encrypts without Azure.
import { constants, createPublicKey, type KeyObject, publicEncrypt } from 'node:crypto';
import { clouds } from '../azure/clouds.ts';
import { type Fault, unless } from '../validation/rules.ts';

/** A version of an RSA key in a vault. */
export interface VaultKey {
  /** Address of the vault, without a slash at the end. */
  readonly vaultUrl: string;
  /** Name of the key in the vault. */
  readonly name: string;
  /** 32 hexadecimal digits. Each version has a key pair of its own. */
  readonly version: string;
  /** The public half, PEM. */
  readonly publicKey: string;
}

const domains = `(${clouds.map(({ domain }) => domain.replaceAll('.', String.raw`\.`)).join('|')})`;
const [vaultUrl, keyName, keyVersion] = [
  `https://[a-zA-Z0-9-]{3,24}\\.(vault|managedhsm)\\.${domains}`,
  '[a-zA-Z0-9-]{1,127}',
  '[0-9a-f]{32}',
];

/** The parts of an identifier: a login goes to the vault that it names, so that is one of Azure's clouds. */
export const vaultUrlPattern = new RegExp(`^${vaultUrl}$`);
export const keyNamePattern = new RegExp(`^${keyName}$`);
export const keyVersionPattern = new RegExp(`^${keyVersion}$`);

/** The identifier of a key's version, as Key Vault writes it. */
export const keyUrlPattern = `^${vaultUrl}/keys/${keyName}/${keyVersion}$`;

/** Azure offers 2,048 bits and more. */
const minimumBits = 2048;

/** The key of this identifier, which fits {@link keyUrlPattern}. */
export function parseVaultKey(url: string, publicKey: string): VaultKey {
  const { origin, pathname } = new URL(url);
  const [, , name = '', version = ''] = pathname.split('/');
  return { vaultUrl: origin, name, version, publicKey };
}

/** The key's identifier in Key Vault. */
export function keyUrl({ vaultUrl, name, version }: Omit<VaultKey, 'publicKey'>): string {
  return `${vaultUrl}/keys/${name}/${version}`;
}

/** What is wrong with the PEM text of a public key; nothing of it is repeated, for it may be a private one. */
export function publicKeyFaults(field: string, pem: string): Fault[] {
  const write = 'what npm run secrets -- adopt puts there';
  if (/PRIVATE KEY/.test(pem))
    return [{ field, problem: 'is a private key, which is known to all now', write: 'a new key, its public half' }];
  const key = readPublicKey(pem);
  if (key?.asymmetricKeyType !== 'rsa') return [{ field, problem: 'is no RSA public key', write }];
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  return unless(bits >= minimumBits, {
    field,
    problem: `has ${bits} bits`,
    write: `a key of ${minimumBits} bits or more`,
  });
}

/** Length in bytes of what the key encrypts to. */
export function ciphertextBytes({ publicKey }: VaultKey): number {
  return (readPublicKey(publicKey)?.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
}

/**
 * Encrypts a data key as Key Vault's RSA-OAEP-256 does (SHA-256, also in its mask), so that only the vault decrypts it.
 * @returns base64url without padding, as sops writes it into a file
 */
export function encryptFor({ publicKey }: VaultKey, dataKey: Uint8Array): string {
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  return publicEncrypt({ key: publicKey, padding, oaepHash: 'sha256' }, dataKey).toString('base64url');
}

function readPublicKey(pem: string): KeyObject | undefined {
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}
