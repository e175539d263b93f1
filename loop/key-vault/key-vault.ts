// A stand-in for Azure Key Vault and Entra ID on loopback, so that the real sops and the real kustomize-controller can be
// seen to use a vault where there is no Azure. It plays one vault, one key, one identity.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RequestListener } from 'node:http';
import { selfSigned } from './certificate.ts';
import { type Handler, type Logged, serve } from './http.ts';
import { type FederatedCredential, Identities } from './identities.ts';
import { Keys, type KeyVersion } from './keys.ts';
import { answerLogin, answerManagedIdentity, loginHost } from './login-api.ts';
import { Proxy } from './proxy.ts';
import { answerVault } from './vault-api.ts';

export interface KeyVaultOptions {
  /** Name of the vault, and so of its host. @default 'fleetwright-stand-in' */
  readonly vault?: string;
  /** Name of the key. @default 'sops' */
  readonly key?: string;
}

/** Environment of a client. */
export type Env = Readonly<Record<string, string>>;

export class KeyVault {
  /** Everything that was asked so far, in order. */
  readonly requests: readonly Logged[];

  private constructor(
    /** `https://<vault>.vault.azure.net`, which leads here through the proxy alone. */
    readonly url: string,
    private readonly keys: Keys,
    private readonly identities: Identities,
    private readonly proxy: Proxy,
    private readonly folder: string,
    log: readonly Logged[],
  ) {
    this.requests = log;
  }

  /** Listens on a free port of loopback. */
  static async start({ vault = 'fleetwright-stand-in', key = 'sops' }: KeyVaultOptions = {}): Promise<KeyVault> {
    const host = `${vault}.vault.azure.net`;
    const keys = new Keys(`https://${host}`, key);
    const identities = new Identities();
    const log: Logged[] = [];
    const listen = (handle: Handler, origin: string): RequestListener => {
      return (request, response) => {
        serve(handle, origin, request, response).then(
          (logged) => log.push(logged),
          () => response.destroy(),
        );
      };
    };
    const certificate = await selfSigned([host, loginHost]);
    const proxy = await Proxy.start(certificate, {
      hosts: new Map([
        [host, listen((call) => answerVault(keys, identities, call), `https://${host}`)],
        [loginHost, listen((call) => answerLogin(identities, call), `https://${loginHost}`)],
      ]),
      direct: listen((call) => answerManagedIdentity(identities, call), 'http://managed-identity'),
    });
    const folder = mkdtempSync(join(tmpdir(), 'fleetwright-key-vault-'));
    writeFileSync(join(folder, 'certificate.pem'), certificate.cert);
    return new KeyVault(`https://${host}`, keys, identities, proxy, folder, log);
  }

  /** The newest version of the key, with its public half. */
  get key(): KeyVersion {
    return this.keys.current;
  }

  /** Makes a new version of the key; what older ones encrypted can still be decrypted. */
  rotate(): KeyVersion {
    return this.keys.rotate();
  }

  /** The way to the stand-in, with no proof of any identity. */
  get connection(): Env {
    return { HTTPS_PROXY: this.proxy.url, SSL_CERT_FILE: join(this.folder, 'certificate.pem') };
  }

  /** For a client that has the managed identity, as a job on an Azure machine or a person with a login has. */
  get managedIdentity(): Env {
    return {
      ...this.connection,
      IDENTITY_ENDPOINT: `${this.proxy.url}/token`,
      IDENTITY_HEADER: this.identities.header,
    };
  }

  /** Gives the identity its federated credential: from now on this service account's tokens prove it. */
  trust(credential: FederatedCredential): void {
    this.identities.trusted = credential;
  }

  /** For a pod that proves the identity with its service account's token. @param tokenFile where that token is */
  workloadIdentity(tokenFile: string): Env {
    return {
      ...this.connection,
      AZURE_TENANT_ID: this.identities.tenantId,
      AZURE_CLIENT_ID: this.identities.clientId,
      AZURE_FEDERATED_TOKEN_FILE: tokenFile,
      AZURE_AUTHORITY_HOST: `https://${loginHost}/`,
    };
  }

  /** Takes the identity's role on the vault away: its tokens are still good, and it may do nothing. */
  refuse(): void {
    this.identities.permitted = false;
  }

  /** Gives the role back. */
  permit(): void {
    this.identities.permitted = true;
  }

  async close(): Promise<void> {
    await this.proxy.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
