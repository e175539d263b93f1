// Disks, and what asks for them. Source: Kubernetes API, "PersistentVolumeSpec", "PersistentVolumeClaimSpec";
// `ValidatePersistentVolumeSpec` of `pkg/apis/core/validation/validation.go`.
import { type Fault, unless } from '../../../lib/validation/rules.ts';
import { asArray, asRecord, asString, at } from '../../fields.ts';
import { amount } from '../../quantity.ts';
import { type AnyMap, memberOf, type Rule } from './rule.ts';

export const claimSpec: Rule = ({ resources, accessModes, dataSource, dataSourceRef }) => {
  const storage = at(resources, 'requests.storage');
  return [
    ...unless(storage !== undefined && amount(storage) !== 0n, {
      field: 'resources.requests.storage',
      problem: 'is nothing',
      write: 'an amount such as 1Gi',
    }),
    ...modeFaults(accessModes),
    ...sourceFaults(asRecord(dataSource), asRecord(dataSourceRef)),
  ];
};

/** Both say the same, of what the API server keeps at all. Source: `NormalizeDataSources`, `EnforceDataSourceBackwardsCompatibility`. */
function sourceFaults(source: AnyMap, reference: AnyMap): Fault[] {
  const isKept = source.kind === 'PersistentVolumeClaim' || source.kind === 'VolumeSnapshot';
  const isSame = ['apiGroup', 'kind', 'name'].every((field) => source[field] === reference[field]);
  const kind = asString(reference.kind);
  if (kind !== '' && kind !== 'PersistentVolumeClaim' && asString(reference.apiGroup) === '')
    return [
      {
        field: 'dataSourceRef.apiGroup',
        problem: `is missing, and a ${kind} is not of the core group`,
        write: 'the group of that kind',
      },
    ];
  return unless(!isKept || reference.kind === undefined || isSame, {
    field: 'dataSource',
    problem: 'is another one than dataSourceRef',
    write: 'nothing: dataSourceRef says it',
  });
}

function modeFaults(accessModes: unknown): Fault[] {
  return unless(!asArray(accessModes).includes('ReadWriteOncePod') || new Set(asArray(accessModes)).size === 1, {
    field: 'accessModes',
    problem: 'has others beside ReadWriteOncePod, which is for one pod alone',
    write: 'ReadWriteOncePod alone, or the others',
  });
}

/** What a volume has beside the one place that it comes from. */
const ofVolume = new Set([
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
]);

export const volumeSpec: Rule = (value) => [
  ...placeFaults(value),
  ...sizeFaults(asRecord(value.capacity)),
  ...unless(asArray(value.accessModes).length > 0, {
    field: 'accessModes',
    problem: 'are none',
    write: 'one at least',
  }),
  ...modeFaults(value.accessModes),
  ...unless(value.local === undefined || value.nodeAffinity !== undefined, {
    field: 'nodeAffinity',
    problem: 'is missing, and a local volume is on one node alone',
    write: 'the node, by the label kubernetes.io/hostname',
  }),
  ...unless(value.persistentVolumeReclaimPolicy !== 'Recycle' || !/^\/+$/.test(asString(at(value.hostPath, 'path'))), {
    field: 'persistentVolumeReclaimPolicy',
    problem: 'is Recycle, which would empty the node',
    write: 'Retain, or another path',
  }),
  ...unless(value.volumeAttributesClassName === undefined || value.csi !== undefined || sourcesOf(value).length !== 1, {
    field: 'volumeAttributesClassName',
    problem: 'is for the volumes of drivers',
    write: 'nothing, or csi as the source',
  }),
];

function sourcesOf(value: AnyMap): string[] {
  return Object.keys(value).filter((field) => !ofVolume.has(field));
}

function placeFaults(value: AnyMap): Fault[] {
  const sources = sourcesOf(value);
  return unless(sources.length === 1, {
    field: '',
    problem: sources.length === 0 ? 'says not where the volume is' : `has ${sources.join(' and ')}`,
    write: 'one source, such as csi',
  });
}

/** A volume has a size and nothing else. */
function sizeFaults(capacity: AnyMap): Fault[] {
  return [
    ...unless((amount(capacity.storage ?? undefined) ?? 0n) > 0n, {
      field: 'capacity.storage',
      problem: 'is nothing',
      write: 'an amount such as 1Gi',
    }),
    ...Object.keys(capacity)
      .filter((name) => name !== 'storage')
      .map((name) => ({
        field: memberOf('capacity', name),
        problem: 'is nothing that a volume has',
        write: 'storage alone',
      })),
  ];
}

const secrets = [
  'controllerExpandSecretRef',
  'controllerPublishSecretRef',
  'nodeExpandSecretRef',
  'nodePublishSecretRef',
];

/** What a driver is told of a volume. */
export const driverVolume: Rule = (value) => [
  ...unless(asString(value.volumeHandle) !== '', {
    field: 'volumeHandle',
    problem: 'is empty',
    write: 'how the driver calls the volume',
  }),
  ...secrets
    .filter((field) => value[field] !== undefined)
    .flatMap((field) =>
      ['name', 'namespace']
        .filter((part) => asString(at(value[field], part)) === '')
        .map((part) => ({
          field: `${field}.${part}`,
          problem: 'is missing',
          write: `the ${part === 'name' ? 'name' : 'namespace'} of the Secret`,
        })),
    ),
];

/** Source: `validateAzureDisk`. */
export const azureDisk: Rule = ({ kind = 'Shared', diskURI }) => {
  const start = kind === 'Managed' ? '/subscriptions/' : 'https://';
  return unless(kind === '' || asString(diskURI).startsWith(start), {
    field: 'diskURI',
    problem: `"${asString(diskURI)}" does not begin with "${start}"`,
    write: `the address of a disk of the kind ${asString(kind)}`,
  });
};
