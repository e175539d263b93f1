// A cluster's settings are wrong in one place, whichever charts ask for them: what is wrong is said of the cluster, once.
import type { Construct } from 'constructs';
import { ComposedCluster } from '../composed-cluster.ts';
import { isPlace } from '../pins/image-place.ts';
import { routingFaults } from '../monitoring/routing/faults.ts';
import { addressRange, guid, hostName, mailAddress, memoryQuantity, wholeNumber } from '../validation/limits.ts';
import { misfitsAt } from '../validation/props.ts';
import { anything, only } from '../validation/shape.ts';
import { addRules, type Fault, unless } from '../validation/rules.ts';
import { resourceFaults } from '../workload/resources.ts';
import type {
  Azure,
  FluxNotificationSettings,
  Monitoring,
  PlatformSettings,
  PublicGatewaySettings,
} from './settings.ts';
import { settingsShape } from './shapes.ts';

type Faults = { readonly [Name in keyof PlatformSettings]?: (value: NonNullable<PlatformSettings[Name]>) => Fault[] };

/** What is wrong with the values of each setting. */
const faults: Faults = {
  domain: (domain) => hostName('domain', domain),
  azure: azureFaults,
  acme: ({ email }) => mailAddress('acme.email', email),
  controllers: ({ replicas }) => wholeNumber('controllers.replicas', replicas, 1, 10),
  monitoring: monitoringFaults,
  alerting: routingFaults,
  publicGateway: rangeFaults,
  admission: ({ registries }) => registries.flatMap(registryFaults),
  fluxNotifications: appFaults,
};

/**
 * Holds those settings of a cluster that a chart asks for against their shapes and limits.
 * @param scope what the chart is made in
 * @throws MisfitError that names the cluster and every setting that is missing or of another kind
 */
export function hold<Name extends keyof PlatformSettings>(
  scope: Construct,
  settings: Pick<PlatformSettings, Name>,
  ...names: readonly Name[]
): void {
  const cluster = ComposedCluster.of(scope) ?? scope;
  const asked = names.map((name) => [name, settingsShape.fields[name] ?? anything] as const);
  const unknown = misfitsAt(
    cluster.node.path,
    settings,
    only(
      { ...Object.fromEntries(asked), '*': anything },
      ...names.filter((name) => settingsShape.required.includes(name)),
    ),
  );
  addRules(cluster, () => [...unknown, ...names.flatMap((name) => faultsOf(name, settings[name]))]);
}

function faultsOf<Name extends keyof PlatformSettings>(name: Name, value: PlatformSettings[Name]): Fault[] {
  return value === undefined ? [] : (faults[name]?.(value) ?? []);
}

/** What stands in a KeyVaultStore is held there. */
function azureFaults({ subscriptionId, dnsResourceGroup, identities }: Azure): Fault[] {
  return [
    ...guid('azure.subscriptionId', subscriptionId),
    ...guid('azure.identities.certManager', identities.certManager),
    // Source: Azure documentation, "Naming rules and restrictions for Azure resources", Microsoft.Resources.
    ...unless(/^[-\w.()]{0,89}[-\w()]$/.test(dnsResourceGroup), {
      field: 'azure.dnsResourceGroup',
      problem: `"${dnsResourceGroup}" is no name of a resource group`,
      write: 'letters, digits, "-", "_", "." and brackets, 90 characters at most, no "." at the end',
    }),
  ];
}

/** The quota is held by the namespace that has it. */
function monitoringFaults({ retentionDays, storage, replicas, resources }: Monitoring): Fault[] {
  return [
    ...wholeNumber('monitoring.retentionDays', retentionDays, 1, 3650),
    ...memoryQuantity('monitoring.storage', storage),
    ...wholeNumber('monitoring.replicas', replicas, 1, 10),
    ...resourceFaults(resources).map((fault) => ({ ...fault, field: `monitoring.${fault.field}` })),
  ];
}

function appFaults({ commitStatus }: FluxNotificationSettings): Fault[] {
  if (commitStatus === undefined) return [];
  return (['appId', 'installationId'] as const).flatMap((id) =>
    wholeNumber(`fluxNotifications.commitStatus.${id}`, commitStatus[id], 1, Number.MAX_SAFE_INTEGER),
  );
}

function rangeFaults({ allowedFrom }: PublicGatewaySettings): Fault[] {
  return [
    ...unless(allowedFrom.length > 0, {
      field: 'publicGateway.allowedFrom',
      problem: 'is empty, and says nobody',
      write: 'a range such as "203.0.113.0/24", or no publicGateway, which is everybody',
    }),
    ...allowedFrom.flatMap((range) => addressRange('publicGateway.allowedFrom', range)),
  ];
}

function registryFaults(registry: string): Fault[] {
  return unless(isPlace(registry), {
    field: 'admission.registries',
    problem: `"${registry}" is not a registry`,
    write: 'a host, or a host and a path, without https:// and without a slash at the end',
  });
}
