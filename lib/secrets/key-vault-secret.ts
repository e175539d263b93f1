// A Secret whose values are in Azure Key Vault and not in Git: External Secrets copies them into the cluster and keeps them fresh.
import type { TypeMeta } from '@kubernetes-models/base';
import { Construct } from 'constructs';
import {
  ExternalSecret,
  ExternalSecretSpecSecretStoreRefKind,
  ExternalSecretSpecTargetCreationPolicy as Creation,
  ExternalSecretSpecTargetDeletionPolicy as Deletion,
} from '../../imports/external-secrets.io.ts';
import { madeBy, mapOf, misfitsOf, needed, number, propsOf, text } from '../validation/props.ts';
import { oneOf } from '../validation/shape.ts';
import { ModelObject } from '../model-object.ts';
import { addRules } from '../validation/rules.ts';
import { secretMount, type Mount } from '../workload/mount.ts';
import { keyVaultSecretFaults } from './key-vault-faults.ts';
import { KeyVaultStore } from './key-vault-store.ts';

/** Which values of the vault become which keys of a Secret. */
export interface KeyVaultSecretProps {
  /** The way to the vault: a store of the same namespace. */
  readonly store: KeyVaultStore;
  /** Names of the vault's secrets (letters, digits and `-`, 127 at most), by key of the Secret. */
  readonly keys: Readonly<Record<string, string>>;
  /** What the Secret holds instead of the bare values. @default the values, under their keys */
  readonly template?: KeyVaultTemplate;
  /**
   * Minutes between two looks at the vault, 1 to 1440: so long an old value is used. Each look is billed.
   * @default 60, as External Secrets'
   */
  readonly refreshMinutes?: number;
  /**
   * Whose the Secret is: `Owner`, it goes with this object; `Orphan`, it stays when this object is gone. To merge into a
   * Secret of Git is not offered: Flux would take the values out again.
   * @default 'Owner'
   */
  readonly creationPolicy?: 'Owner' | 'Orphan';
  /**
   * What becomes of a value that is gone from the vault: `Retain`, the last one stays; `Merge`, its key goes; `Delete`, the
   * Secret goes once all its values are gone, which needs `creationPolicy` `Owner`.
   * @default 'Retain', so that a slip in the vault stops no pod
   */
  readonly deletionPolicy?: 'Retain' | 'Merge' | 'Delete';
}

/** How the Secret is made from the values. */
export interface KeyVaultTemplate {
  /** The Secret's type, such as `kubernetes.io/basic-auth`. @default 'Opaque' */
  readonly type?: string;
  /** Go templates by key; `{{ .token }}` is the value under `token` in `keys`. They are all that the Secret holds. */
  readonly data: Readonly<Record<string, string>>;
}

const shape = propsOf<KeyVaultSecretProps>({
  store: needed(madeBy('a KeyVaultStore', KeyVaultStore)),
  keys: needed(mapOf(text)),
  template: propsOf<KeyVaultTemplate>({ type: text, data: needed(mapOf(text)) }),
  refreshMinutes: number,
  creationPolicy: oneOf('Owner', 'Orphan'),
  deletionPolicy: oneOf('Retain', 'Merge', 'Delete'),
});

/** An ExternalSecret, and the Secret that it makes; both bear the construct's id as their name. */
export class KeyVaultSecret extends Construct {
  /** The construct's id: the name of the Secret. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: KeyVaultSecretProps) {
    const unknown = misfitsOf(scope, id, props, shape);
    super(scope, id);
    this.name = id;
    const { store, keys, template, refreshMinutes = 60, creationPolicy = 'Owner', deletionPolicy = 'Retain' } = props;
    addRules(this, () => [...unknown, ...keyVaultSecretFaults(this, props)]);

    const secret: TypeMeta = ExternalSecret.manifest({
      metadata: { name: id },
      spec: {
        refreshInterval: `${refreshMinutes}m`,
        secretStoreRef: { kind: ExternalSecretSpecSecretStoreRefKind.SECRET_STORE, name: store.name },
        target: {
          name: id,
          creationPolicy: { Owner: Creation.OWNER, Orphan: Creation.ORPHAN }[creationPolicy],
          deletionPolicy: { Retain: Deletion.RETAIN, Merge: Deletion.MERGE, Delete: Deletion.DELETE }[deletionPolicy],
          ...(template && { template: { ...template, data: { ...template.data } } }),
        },
        data: Object.entries(keys).map(([secretKey, key]) => ({ secretKey, remoteRef: { key } })),
      },
    });
    new ModelObject(this, 'external-secret', secret);
  }

  /**
   * The Secret as files in a folder of a container. Synth cannot see the values, so a change replaces no pod: the kubelet
   * swaps the files within about a minute, and the service must read them again, as `app/` does.
   */
  at(path: string): Mount {
    return secretMount(this.name, path);
  }
}
