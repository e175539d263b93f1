// Where the files of a pod come from, and how a container sees them. Source: Kubernetes API, "Volume", "VolumeMount";
// `pkg/apis/core/validation/validation.go`.
import { unless } from '../../../lib/validation/rules.ts';
import { asRecord, asString, at } from '../../fields.ts';
import { amount } from '../../quantity.ts';
import { containerLists } from '../../pods.ts';
import { type AnyMap, areNamed, entries, repeated, type Rule } from './rule.ts';

export const projectedVolume: Rule = (value) => {
  const files = entries(value, 'sources').flatMap(({ field, entry }) => [
    ...['secret', 'configMap', 'downwardAPI'].flatMap((source) =>
      entries(asRecord(entry[source]), 'items').map((item) => ({
        field: `${field}.${source}.${item.field}.path`,
        path: item.entry.path,
      })),
    ),
    ...['clusterTrustBundle.path', 'podCertificate.credentialBundlePath', 'podCertificate.keyPath'].map((path) => ({
      field: `${field}.${path}`,
      path: at(entry, path),
    })),
  ]);
  return repeated(files, ({ path }) => path).map(({ field, path }) => ({
    field,
    problem: `another source has a file "${asString(path)}"`,
    write: 'another path',
  }));
};

export const volumeMount: Rule = (value, [container]) => {
  const { subPath, subPathExpr, mountPropagation = 'None', recursiveReadOnly = 'Disabled', readOnly } = value;
  return [
    ...unless(asString(subPath) === '' || asString(subPathExpr) === '', {
      field: 'subPathExpr',
      problem: 'stands beside subPath',
      write: 'one of them',
    }),
    ...unless(mountPropagation !== 'Bidirectional' || at(container, 'securityContext.privileged') === true, {
      field: 'mountPropagation',
      problem: 'is Bidirectional, and the container is not privileged',
      write: 'None or HostToContainer',
    }),
    ...unless(recursiveReadOnly === 'Disabled' || (readOnly === true && mountPropagation === 'None'), {
      field: 'recursiveReadOnly',
      problem: `is ${asString(recursiveReadOnly)}, and the mount can be written to or spreads`,
      write: 'Disabled; or readOnly: true and no mountPropagation',
    }),
  ];
};

/** A device is a disk as it is: of a claim, and not mounted as well. */
export const devices: Rule = (container, around) => {
  const { volumes, claims } = volumesOf(around);
  const mounted = new Set(entries(container, 'volumeMounts').map(({ entry }) => entry.name));
  const listed = entries(container, 'volumeDevices');
  const twice = repeated(listed, ({ entry }) => entry.name).map(({ field, entry }) => ({
    field: `${field}.name`,
    problem: `the volume "${asString(entry.name)}" is a device already`,
    write: 'each once',
  }));
  const faults = listed.flatMap(({ field, entry: { name } }) => {
    const volume = volumes.get(name);
    const isDisk = claims.has(name) || volume?.persistentVolumeClaim !== undefined || volume?.ephemeral !== undefined;
    if (!isDisk && volume !== undefined)
      return [
        {
          field: `${field}.name`,
          problem: `the volume "${asString(name)}" is no claim`,
          write: 'a volume with persistentVolumeClaim, or a mount',
        },
      ];
    return unless(!mounted.has(name), {
      field: `${field}.name`,
      problem: `the volume "${asString(name)}" is mounted as well`,
      write: 'it in volumeDevices or in volumeMounts',
    });
  });
  return [...twice, ...faults];
};

export const driverMount: Rule = ({ nodePublishSecretRef }) =>
  unless(nodePublishSecretRef === undefined || asString(at(nodePublishSecretRef, 'name')) !== '', {
    field: 'nodePublishSecretRef.name',
    problem: 'is missing',
    write: 'the name of the Secret',
  });

function volumesOf(around: readonly AnyMap[]): {
  readonly volumes: ReadonlyMap<unknown, AnyMap>;
  readonly claims: ReadonlySet<unknown>;
} {
  return {
    volumes: new Map(entries(around[0] ?? {}, 'volumes').map(({ entry }) => [entry.name, entry])),
    claims: new Set(
      around.flatMap((outer) => entries(outer, 'volumeClaimTemplates').map(({ entry }) => at(entry, 'metadata.name'))),
    ),
  };
}

/** In a file a pod can be told other fields than in a variable. */
export const fieldRef: Rule = ({ fieldPath }, around) => {
  const isFile = isOfFile(around);
  return unless((isFile ? filePaths : variablePaths).test(asString(fieldPath)), {
    field: 'fieldPath',
    problem: `"${asString(fieldPath)}" is no field that a ${isFile ? 'file' : 'variable'} can hold`,
    write: isFile
      ? "one such as metadata.labels, metadata.annotations['a'] or metadata.name"
      : "one such as metadata.name, metadata.labels['a'], spec.nodeName or status.podIP",
  });
};

/** Whether a reference stands in an item of a volume, and not in a variable. */
function isOfFile([own = {}, owner = {}]: readonly AnyMap[]): boolean {
  return own.path !== undefined || owner.items !== undefined;
}

const filePaths = /^metadata\.(?:name|namespace|uid|(?:labels|annotations)(?:\['[^']+'\])?)$/;
const variablePaths =
  /^(?:metadata\.(?:name|namespace|uid|(?:labels|annotations)\['[^']+'\])|spec\.(?:nodeName|serviceAccountName)|status\.(?:hostIPs?|podIPs?))$/;

/** Of CPU thousandths, of all else one of each unit. */
const divisors = {
  cpu: new Set(['1m', '1'].map(amount)),
  other: new Set(['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'].map(amount)),
};

export const resourceFieldRef: Rule = ({ resource, containerName = '', divisor = '0' }, around) => {
  const isFile = isOfFile(around);
  const pod = around.find(({ containers }) => containers !== undefined) ?? {};
  const containers = containerLists.flatMap((list) => entries(pod, list));
  const isKnown = containers.some(({ entry }) => entry.name === containerName);
  const known = asString(resource).endsWith('.cpu') ? divisors.cpu : divisors.other;
  return [
    ...unless(!isFile || containerName !== '', {
      field: 'containerName',
      problem: 'is missing',
      write: 'the container whose amount it is',
    }),
    ...unless(containerName === '' || containers.length === 0 || !areNamed(containers) || isKnown, {
      field: 'containerName',
      problem: `the pod has no container "${asString(containerName)}"`,
      write: 'the name of one of its containers',
    }),
    ...unless(amount(divisor) === 0n || known.has(amount(divisor)), {
      field: 'divisor',
      problem: `${String(divisor)} is no unit of it`,
      write: known === divisors.cpu ? '1 or 1m' : '1, or one of a unit such as 1Mi',
    }),
  ];
};
