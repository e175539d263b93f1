// What a pod says of itself must fit together. Source: Kubernetes API, "PodSpec", "Container"; `pkg/apis/core/validation`.
import { asRecord, asString, at } from '../../fields.ts';
import { containerLists } from '../../pods.ts';
import { type AnyMap, entries, repeated, type Rule } from './rule.ts';

export const podSpec: Rule = (pod, around) => {
  const containers = containerLists.flatMap((list) => entries(pod, list));
  const claims = around.flatMap((outer) =>
    entries(outer, 'volumeClaimTemplates').map(({ entry }) => at(entry, 'metadata.name')),
  );
  const volumes = new Set([...entries(pod, 'volumes').map(({ entry }) => entry.name), ...claims]);
  const resourceClaims = new Set(entries(pod, 'resourceClaims').map(({ entry }) => entry.name));
  return [
    // Of two in one list the schema tells.
    ...repeated(containers.toReversed(), ({ entry }) => entry.name)
      .filter(({ entry }) => listsWith(pod, entry.name) > 1)
      .map(({ field, entry }) => ({
        field: `${field}.name`,
        problem: `another container is called "${asString(entry.name)}"`,
        write: 'another name',
      })),
    ...containers.flatMap(({ field, entry }) => [
      ...[...entries(entry, 'volumeMounts'), ...entries(entry, 'volumeDevices')]
        .filter((mount) => !volumes.has(mount.entry.name))
        .map((mount) => ({
          field: `${field}.${mount.field}.name`,
          problem: `the pod has no volume "${asString(mount.entry.name)}"`,
          write: 'the name of one of its volumes',
        })),
      ...entries(asRecord(entry.resources), 'claims')
        .filter((claim) => !resourceClaims.has(claim.entry.name))
        .map((claim) => ({
          field: `${field}.resources.${claim.field}`,
          problem: `the pod has no resource claim "${asString(claim.entry.name)}"`,
          write: 'the name of one of its resourceClaims',
        })),
    ]),
  ];
};

function listsWith(pod: AnyMap, name: unknown): number {
  return containerLists.filter((list) => entries(pod, list).some(({ entry }) => entry.name === name)).length;
}

export const container: Rule = (value) => [
  ...repeated(entries(value, 'ports'), ({ entry }) => entry.name).map(({ field, entry }) => ({
    field: `${field}.name`,
    problem: `another port is called "${asString(entry.name)}"`,
    write: 'another name, or none',
  })),
  ...['livenessProbe', 'startupProbe']
    .filter((probe) => Number(asRecord(value[probe]).successThreshold ?? 1) > 1)
    .map((probe) => ({
      field: `${probe}.successThreshold`,
      problem: `is ${String(asRecord(value[probe]).successThreshold)}`,
      write: '1, as only a readiness probe may have more',
    })),
];

export const envFieldRef: Rule = ({ fieldPath }) =>
  fieldPaths.test(asString(fieldPath))
    ? []
    : [
        {
          field: 'fieldPath',
          problem: `"${asString(fieldPath)}" is no field that a container can be told`,
          write: "one such as metadata.name, metadata.labels['a'], spec.nodeName or status.podIP",
        },
      ];

const fieldPaths =
  /^(?:metadata\.(?:name|namespace|uid|(?:labels|annotations)(?:\['[^']+'\])?)|spec\.(?:nodeName|serviceAccountName)|status\.(?:hostIPs?|podIPs?))$/;
