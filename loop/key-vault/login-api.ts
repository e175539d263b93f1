// Where tokens come from: Entra ID's endpoints for workload identity, and the one that a node has for managed identity.
import type { Answer, Call } from './http.ts';
import type { Identities } from './identities.ts';
import { vaultResource } from './vault-api.ts';

/** Entra ID's host. */
export const loginHost = 'login.microsoftonline.com';

const secondsValid = 3600;

/** Entra ID: a client looks up the endpoints first, then exchanges its cluster's token. */
export function answerLogin(identities: Identities, { method, url, body }: Call): Answer {
  const authority = `https://${loginHost}/${identities.tenantId}`;
  if (url.pathname === '/common/discovery/instance')
    return {
      status: 200,
      body: {
        tenant_discovery_endpoint: `${authority}/v2.0/.well-known/openid-configuration`,
        metadata: [{ preferred_network: loginHost, preferred_cache: loginHost, aliases: [loginHost] }],
      },
    };
  if (url.pathname === `/${identities.tenantId}/v2.0/.well-known/openid-configuration`)
    return {
      status: 200,
      body: {
        issuer: `${authority}/v2.0`,
        authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
        token_endpoint: `${authority}/oauth2/v2.0/token`,
      },
    };
  if (method !== 'POST' || url.pathname !== `/${identities.tenantId}/oauth2/v2.0/token`)
    return refusal(404, `AADSTS90002: ${method} ${url.pathname} is not played`);
  const form = new URLSearchParams(body);
  const [scope = ''] = (form.get('scope') ?? '').split(' ');
  const problem =
    identities.problemWith(form.get('client_id'), form.get('client_assertion')) ??
    foreignResource(scope.replace(/\/\.default$/, ''));
  return problem ? refusal(401, problem) : { status: 200, body: granted(identities) };
}

/** The endpoint on loopback that IDENTITY_ENDPOINT names. */
export function answerManagedIdentity(identities: Identities, { url, headers }: Call): Answer {
  const problem = identities.isManagedIdentity(headers['x-identity-header'])
    ? foreignResource(url.searchParams.get('resource') ?? '')
    : 'the header does not prove the identity';
  if (problem) return refusal(400, problem);
  const expires = { expires_on: `${Math.floor(Date.now() / 1000) + secondsValid}` };
  return { status: 200, body: { ...granted(identities), ...expires, resource: vaultResource } };
}

function foreignResource(resource: string): string | undefined {
  return resource === vaultResource ? undefined : `AADSTS500011: there is no resource ${resource}`;
}

function granted(identities: Identities): object {
  return { token_type: 'Bearer', expires_in: secondsValid, access_token: identities.issue() };
}

function refusal(status: number, problem: string): Answer {
  const error_description = `${problem} (a stand-in for Entra ID says so)`;
  return { status, body: { error: 'invalid_client', error_description } };
}
