// Azure is there more than once, each cloud apart from the others: where the vault of a cluster is says in which one it is.
import type { ClusterIssuerSpecAcmeSolversDns01AzureDnsEnvironment as DnsEnvironment } from '../../imports/cert-manager.io.ts';
import type { SecretStoreSpecProviderAzurekvEnvironmentType as VaultEnvironment } from '../../imports/external-secrets.io.ts';

/** A cloud of Azure, by the name that each program has for it; none for the public one, which they take by default. */
export interface Cloud {
  /** The domain of its services. Source: Azure documentation, "Compare Azure Government and global Azure", "Check endpoints in Azure China". */
  readonly domain: string;
  /** To External Secrets. @default its own: the public cloud */
  readonly vault?: `${VaultEnvironment}`;
  /** To cert-manager. @default its own: the public cloud */
  readonly dns?: `${DnsEnvironment}`;
}

export const clouds: readonly Cloud[] = [
  { domain: 'azure.net' },
  { domain: 'azure.cn', vault: 'ChinaCloud', dns: 'AzureChinaCloud' },
  {
    domain: 'usgovcloudapi.net',
    vault: 'USGovernmentCloud',
    dns: 'AzureUSGovernmentCloud',
  },
];

/** Source: Azure documentation, "Key Vault object identifiers": 3 to 24 letters, digits and `-`, a letter first. */
const name = /^[a-zA-Z](?!.*--)[a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$/;

/** The cloud that a vault is in; undefined for what is no address of a vault. */
export function cloudOf(vaultUrl: string): Cloud | undefined {
  const [, vault = '', domain = ''] = /^https:\/\/([^.]+)\.vault\.([^/]+)$/.exec(vaultUrl) ?? [];
  return name.test(vault) ? clouds.find((cloud) => cloud.domain === domain) : undefined;
}
