// What the platform makes for an application, in a chart that the application's team cannot change.
import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct, IConstruct } from 'constructs';
import { Namespace } from '../namespace/namespace.ts';
import { fluxNamespace, neverPrune } from '../platform.ts';
import { addRules } from '../validation/rules.ts';
import { accountName, type Exception, exceptionsOf, grantFaults, writeFacts, type Grant } from './application.ts';
import { Ceilings } from './ceilings.ts';
import { applicationRules } from './role.ts';

/** The layer of the charts that are derived, one for each application. */
export const tenantsLayer = 'tenants';

/** Name of the chart that is derived for an application. */
export function tenantChart(application: string): string {
  return `${application}-tenant`;
}

/**
 * Namespace, quota, default resources and closed network of an application, and the account with which Flux applies it:
 * with rights in that namespace alone. Account, Role and RoleBinding outlive the application's removal, which is theirs to do.
 */
export class Tenant extends Chart {
  /** What the application may do beside the closed list; none for any other construct. To `instanceof`, every chart is a Tenant. */
  static exceptionsOf(construct: IConstruct): readonly Exception[] {
    return #exceptions in construct ? construct.#exceptions : [];
  }

  readonly #exceptions: readonly Exception[];

  /**
   * @param name of the application: of its chart and of its namespace
   * @param migrates whether the application has a second chart, which its account applies too
   */
  constructor(scope: Construct, name: string, grant: Grant, migrates: boolean) {
    super(scope, tenantChart(name), { namespace: name });
    const { quota, disk, hosts = [] } = grant;
    const exceptions = exceptionsOf(grant);
    this.#exceptions = exceptions;
    addRules(this, () => grantFaults(grant));
    new Namespace(this, 'namespace', {
      name,
      quota,
      publicRoutes: hosts.length > 0,
      disk: { claims: disk?.claims ?? '50Gi' },
      loadBalancers: grant.loadBalancers?.most ?? 0,
      admission: { application: { hosts, exceptions: grant.exceptions }, workloads: grant.admission },
    });
    new Ceilings(this, 'ceilings', disk?.scratch);

    const account = accountName(name);
    new k8s.KubeServiceAccount(this, 'account', {
      metadata: {
        name: account,
        namespace: fluxNamespace,
        annotations: { ...neverPrune, ...writeFacts(name, grant, migrates) },
      },
      automountServiceAccountToken: false,
    });
    new k8s.KubeRole(this, 'role', {
      metadata: { name: account, annotations: neverPrune },
      rules: applicationRules(exceptions),
    });
    new k8s.KubeRoleBinding(this, 'binding', {
      metadata: { name: account, annotations: neverPrune },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: account },
      subjects: [{ kind: 'ServiceAccount', name: account, namespace: fluxNamespace }],
    });
  }
}
