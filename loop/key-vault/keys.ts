// The one key of the stand-in's vault and its versions, and what Key Vault does with them.
import {
  constants,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';

/** One version of the vault's key, as far as the world may know it. */
export interface KeyVersion {
  /** `https://<vault>.vault.azure.net/keys/<name>/<version>`: what sops takes as `--azure-kv`. */
  readonly url: string;
  readonly name: string;
  /** 32 hexadecimal digits, as Key Vault's. */
  readonly version: string;
  readonly publicKey: KeyObject;
}

/** RSA-OAEP-256: SHA-256 for the label and for MGF1. The only algorithm that sops asks for. */
export const algorithm = 'RSA-OAEP-256';

const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' } as const;

interface KeyPair extends KeyVersion {
  readonly privateKey: KeyObject;
}

export class Keys {
  private readonly versions: KeyPair[] = [];

  /** @param vaultUrl without a slash at the end */
  constructor(
    private readonly vaultUrl: string,
    private readonly name: string,
  ) {
    this.rotate();
  }

  /** The newest version. */
  get current(): KeyVersion {
    return this.versions.at(-1) as KeyVersion;
  }

  /** Makes a new version; the older ones still decrypt. */
  rotate(): KeyVersion {
    const { name } = this;
    const version = randomBytes(16).toString('hex');
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
    this.versions.push({ name, version, url: `${this.vaultUrl}/keys/${name}/${version}`, ...pair });
    return this.current;
  }

  /** A version, the newest where none is named; undefined where there is none of that name. */
  find(name: string, version: string): KeyVersion | undefined {
    if (name !== this.name) return undefined;
    return version === '' ? this.current : this.versions.find((each) => each.version === version);
  }

  encrypt({ publicKey }: KeyVersion, plain: Buffer): Buffer {
    return publicEncrypt({ key: publicKey, ...padding }, plain);
  }

  /** @throws Error where this version did not encrypt it */
  decrypt({ version }: KeyVersion, encrypted: Buffer): Buffer {
    const pair = this.versions.find((each) => each.version === version);
    if (!pair) throw new Error(`there is no version ${version}`);
    return privateDecrypt({ key: pair.privateKey, ...padding }, encrypted);
  }
}
