// Who a workload is: to the Kubernetes API and, with workload identity, to Azure.
import type { Construct } from 'constructs';
import type { IServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import { ModelObject } from '../model-object.ts';
import { type Fault, unless } from '../validation/rules.ts';

/**
 * The managed identity that a workload has in Azure, without a password: AKS puts a token of the pod's account into the pod, which
 * Entra ID exchanges. The identity needs a federated credential whose subject is `system:serviceaccount:<namespace>:<name>`.
 * Source: AKS documentation, "Use Microsoft Entra Workload ID".
 */
export interface Identity {
  /** The client id of the managed identity: a UUID. */
  readonly clientId: string;
  /** Its tenant, a UUID. @default that of the cluster */
  readonly tenantId?: string;
}

/** The account of a workload's pods, named as the workload. Its token is mounted only where the pod says so. */
export function account(scope: Construct, name: string, identity: Identity | undefined): void {
  new ModelObject<IServiceAccount>(scope, 'account', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, ...(identity && { annotations: annotationsOf(identity) }) },
    automountServiceAccountToken: false,
  });
}

/** What tells AKS' webhook to put the token into a pod. */
export const usesIdentity = { 'azure.workload.identity/use': 'true' } as const;

function annotationsOf({ clientId, tenantId }: Identity): Record<string, string> {
  return {
    'azure.workload.identity/client-id': clientId,
    ...(tenantId !== undefined && { 'azure.workload.identity/tenant-id': tenantId }),
  };
}

/** What is wrong with an identity. */
export function identityFaults(identity: Identity): Fault[] {
  const { clientId, tenantId } = identity;
  return [
    ...uuid('identity.clientId', clientId),
    ...(tenantId === undefined ? [] : uuid('identity.tenantId', tenantId)),
  ];
}

function uuid(field: string, value: string): Fault[] {
  return unless(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value), {
    field,
    problem: `"${value}" is no UUID`,
    write: 'what `az identity show` prints for it',
  });
}
