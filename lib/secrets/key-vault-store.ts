// Where a namespace's secrets come from that are not in Git: an Azure Key Vault, read under an identity of the namespace's own.
import type { TypeMeta } from '@kubernetes-models/base';
import { Construct } from 'constructs';
import type { IServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import {
  SecretStore,
  SecretStoreSpecProviderAzurekvAuthType,
  type SecretStoreSpecProviderAzurekvEnvironmentType,
} from '../../imports/external-secrets.io.ts';
import { cloudOf, clouds } from '../azure/clouds.ts';
import { ModelObject } from '../model-object.ts';
import { dnsLabel, guid } from '../validation/limits.ts';
import { misfitsOf, needed, propsOf, text } from '../validation/props.ts';
import { addRules, type Fault, unless } from '../validation/rules.ts';

/** Which vault, and as whom it is read. Nothing of it is secret. */
export interface KeyVaultStoreProps {
  /**
   * The vault: `https://<name>.vault.azure.net`, without a slash at the end. In the clouds for China and for the government of the
   * United States it ends in `vault.azure.cn` and `vault.usgovcloudapi.net`: then External Secrets asks that cloud.
   */
  readonly vaultUrl: string;
  /** The Entra ID tenant of vault and identity, a GUID. */
  readonly tenantId: string;
  /** Client id of the managed identity that may read the vault's secrets, a GUID. */
  readonly clientId: string;
}

const shape = propsOf<KeyVaultStoreProps>({ vaultUrl: needed(text), tenantId: needed(text), clientId: needed(text) });

/**
 * A ServiceAccount and the SecretStore that reads the vault under it, both named after the construct's id, in the chart's
 * namespace. External Secrets asks the API server for a token of the account, which Entra ID exchanges (workload identity):
 * the identity needs a federated credential for {@link subject}, and the role "Key Vault Secrets User". No pod uses the account.
 */
export class KeyVaultStore extends Construct {
  /** The construct's id: the name of both objects. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: KeyVaultStoreProps) {
    const unknown = misfitsOf(scope, id, props, shape);
    super(scope, id);
    this.name = id;
    const { vaultUrl, tenantId, clientId } = props;
    addRules(this, () => [...dnsLabel('name', id), ...unknown, ...faults(props)]);

    new ModelObject<IServiceAccount>(this, 'account', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: {
        name: id,
        annotations: { 'azure.workload.identity/client-id': clientId, 'azure.workload.identity/tenant-id': tenantId },
      },
      automountServiceAccountToken: false,
    });
    const store: TypeMeta = SecretStore.manifest({
      metadata: { name: id },
      spec: {
        provider: {
          azurekv: {
            authType: SecretStoreSpecProviderAzurekvAuthType.WORKLOAD_IDENTITY,
            vaultUrl,
            environmentType: cloudOf(vaultUrl)?.vault as SecretStoreSpecProviderAzurekvEnvironmentType | undefined,
            tenantId,
            serviceAccountRef: { name: id },
          },
        },
      },
    });
    new ModelObject(this, 'store', store);
  }
}

const others = clouds
  .filter(({ vault }) => vault)
  .map(({ domain }) => `vault.${domain}`)
  .join(' or ');

function faults({ vaultUrl, tenantId, clientId }: KeyVaultStoreProps): Fault[] {
  return [
    ...unless(cloudOf(vaultUrl) !== undefined, {
      field: 'vaultUrl',
      problem: `"${vaultUrl}" is no address of a Key Vault`,
      write: `"https://<name>.vault.azure.net", without a slash at the end; in the other clouds of Azure ${others}`,
    }),
    ...guid('tenantId', tenantId),
    ...guid('clientId', clientId),
  ];
}
