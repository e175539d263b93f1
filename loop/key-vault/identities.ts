// Who may use the vault: one managed identity, which a client proves to be by a header, or by a token of its cluster.
import { type KeyObject, randomBytes, randomUUID, timingSafeEqual, verify } from 'node:crypto';

/** What Entra ID trusts for the identity: tokens of this issuer about this subject. */
export interface FederatedCredential {
  readonly issuer: string;
  /** `system:serviceaccount:<namespace>:<name>`. */
  readonly subject: string;
  /** The public half of the issuer's signing key. */
  readonly publicKey: KeyObject;
}

/** What every token for a federated credential is made out to. */
export const federationAudience = 'api://AzureADTokenExchange';

export class Identities {
  readonly tenantId = randomUUID();
  readonly clientId = randomUUID();
  /** Proof of the managed identity, as IDENTITY_HEADER. */
  readonly header = randomBytes(16).toString('hex');
  /** Whether the identity has its role on the vault. */
  permitted = true;
  /** Whose tokens prove the identity; nobody's at first. */
  trusted: FederatedCredential | undefined;
  private readonly tokens = new Set<string>();

  /** A new access token. */
  issue(): string {
    const token = randomBytes(24).toString('base64url');
    this.tokens.add(token);
    return token;
  }

  /** Whether an Authorization header holds a token that was issued here. */
  knows(authorization = ''): boolean {
    return this.tokens.has(authorization.replace(/^Bearer /, ''));
  }

  isManagedIdentity(header: unknown): boolean {
    const [given, wanted] = [Buffer.from(String(header)), Buffer.from(this.header)];
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }

  /** Why a cluster's token does not prove the identity; undefined where it does. */
  problemWith(clientId: string | null, assertion: string | null): string | undefined {
    if (clientId !== this.clientId) return `AADSTS700016: there is no application ${clientId}`;
    if (!this.trusted) return 'AADSTS70025: the identity has no federated credential';
    const [header = '', payload = '', signature = ''] = (assertion ?? '').split('.');
    const signed = Buffer.from(`${header}.${payload}`);
    if (!verify('sha256', signed, this.trusted.publicKey, Buffer.from(signature, 'base64url')))
      return 'AADSTS700027: the signature of the assertion is not of the trusted issuer';
    const { iss, sub, aud, exp = 0 } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
    if (iss !== this.trusted.issuer) return `AADSTS700211: no federated credential is for the issuer ${iss}`;
    if (sub !== this.trusted.subject) return `AADSTS700213: no federated credential is for the subject ${sub}`;
    if (![aud].flat().includes(federationAudience)) return `AADSTS700212: the audience is not ${federationAudience}`;
    return exp * 1000 > Date.now() ? undefined : 'AADSTS700024: the assertion has expired';
  }
}

interface Claims {
  readonly iss?: string;
  readonly sub?: string;
  readonly aud?: string | readonly string[];
  /** Seconds since 1970. */
  readonly exp?: number;
}
