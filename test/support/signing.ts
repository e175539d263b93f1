// A certificate authority of the test: its certificates say of a workflow what Fulcio's say, so the real cosign reads them.
import { execFileSync } from 'node:child_process';
import { webcrypto } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { anyCommit } from './github-run.ts';

/** Who signs: what GitHub's token says of a run. */
export interface Identity {
  /** Address of the workflow that is called, with its ref. */
  readonly workflow: string;
  /** The repository that calls it. */
  readonly repository: string;
  /** The branch of that repository. */
  readonly branch: string;
  /** The commit that was at its head. @default of zeroes */
  readonly commit?: string;
}

/** Who vouches for the identity in Fulcio's certificates. */
const issuer = 'https://token.actions.githubusercontent.com';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const hour = 3_600_000;

cryptoProvider.set(webcrypto);

export class Signing {
  private constructor(
    private readonly cosign: string,
    private readonly folder: string,
    private readonly keys: webcrypto.CryptoKeyPair,
    private readonly authority: X509Certificate,
  ) {}

  /** @param cosign its path; @param folder for keys, certificates and what is attested */
  static async begin(cosign: string, folder: string): Promise<Signing> {
    const keys = await newKeys();
    const authority = await X509CertificateGenerator.createSelfSigned({
      name: 'O=test, CN=authority of the test',
      keys,
      signingAlgorithm: algorithm,
      ...validNow(),
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
      ],
    });
    const signing = new Signing(cosign, folder, keys, authority);
    writeFileSync(join(folder, 'authority.pem'), authority.toString('pem'));
    const fulcio = `url=https://fulcio.example,certificate-chain=${join(folder, 'authority.pem')}`;
    signing.run('trusted-root', 'create', '--fulcio', fulcio, '--out', signing.trustedRoot);
    return signing;
  }

  /** The file that says whom to trust. */
  get trustedRoot(): string {
    return join(this.folder, 'trusted-root.json');
  }

  /** Signs an image and puts the signature beside it. */
  async sign(image: string, identity: Identity): Promise<void> {
    this.run('sign', ...(await this.as(identity)), image);
  }

  /** Attests a predicate of an image. @param type as `cosign attest --type` takes it */
  async attest(image: string, identity: Identity, type: string, predicate: unknown): Promise<void> {
    const file = join(mkdtempSync(join(this.folder, 'predicate-')), 'predicate.json');
    writeFileSync(file, JSON.stringify(predicate));
    this.run('attest', ...(await this.as(identity)), '--type', type, '--predicate', file, image);
  }

  /**
   * The script of a program that is cosign, but that signs with a certificate of this authority: without it cosign asks Fulcio for one,
   * for which it takes a run of GitHub Actions.
   */
  async keyless(identity: Identity): Promise<string> {
    const flags = (await this.as(identity)).map((flag) => `'${flag}'`).join(' ');
    return `#!/bin/sh
case "$1" in
sign | attest) command=$1; shift; COSIGN_PASSWORD= exec '${this.cosign}' "$command" ${flags} "$@" ;;
*) exec '${this.cosign}' "$@" ;;
esac
`;
  }

  /** A key that is used once, with its certificate. */
  private async as(identity: Identity): Promise<string[]> {
    const keys = await newKeys();
    const folder = mkdtempSync(join(this.folder, 'signer-'));
    const [key, certificate] = [join(folder, 'own.pem'), join(folder, 'certificate.pem')];
    const secret = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
    writeFileSync(key, PemConverter.encode(secret, 'PRIVATE KEY'), { mode: 0o600 });
    writeFileSync(certificate, (await this.certificate(identity, keys.publicKey)).toString('pem'));
    this.run('import-key-pair', '--key', key, '--output-key-prefix', join(folder, 'cosign'));
    const offline = ['--use-signing-config=false', '--tlog-upload=false', '--yes'];
    return ['--key', join(folder, 'cosign.key'), '--certificate', certificate, ...offline];
  }

  /** Source: sigstore/fulcio, docs/oid-info.md */
  private certificate(
    { workflow, repository, branch, commit = anyCommit }: Identity,
    publicKey: webcrypto.CryptoKey,
  ): Promise<X509Certificate> {
    return X509CertificateGenerator.create({
      issuer: this.authority.subject,
      publicKey,
      signingKey: this.keys.privateKey,
      signingAlgorithm: algorithm,
      ...validNow(),
      extensions: [
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.3']),
        new SubjectAlternativeNameExtension([{ type: 'url', value: workflow }], true),
        said('1.1', issuer),
        said('1.3', commit),
        said('1.5', repository),
        said('1.6', `refs/heads/${branch}`),
      ],
    });
  }

  private run(...args: readonly string[]): void {
    const env = { PATH: process.env.PATH, HOME: this.folder, COSIGN_PASSWORD: '' };
    execFileSync(this.cosign, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  }
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

/** No authority of time witnesses a signature here, so its certificate must outlive the test. */
function validNow(): { readonly notBefore: Date; readonly notAfter: Date } {
  return { notBefore: new Date(Date.now() - hour), notAfter: new Date(Date.now() + 24 * hour) };
}

/** A word about the run, as Fulcio's first extensions have it: bare text. */
function said(number: string, text: string): Extension {
  return new Extension(`1.3.6.1.4.1.57264.${number}`, false, Buffer.from(text));
}
