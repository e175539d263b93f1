// What a pod says of itself must fit together. Source: Kubernetes API, "PodSpec", "Container"; `pkg/apis/core/validation`.
import { type Fault, unless } from '../../../lib/validation/rules.ts';
import { asArray, asRecord, asString, at } from '../../fields.ts';
import { containerLists } from '../../pods.ts';
import { type AnyMap, areNamed, entries, memberOf, repeated, type Rule } from './rule.ts';
import { hostFaults } from './security.ts';
import { systemFaults } from './systems.ts';

export const podSpec: Rule = (pod, around) => {
  const containers = containerLists.flatMap((list) => entries(pod, list));
  const claims = around
    .flatMap(({ volumeClaimTemplates = [] }) => volumeClaimTemplates)
    .map((claim) => ({ entry: asRecord(at(claim, 'metadata')) }));
  const volumes = [...entries(pod, 'volumes'), ...claims];
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
    ...(areNamed(volumes) ? mountFaults(containers, new Set(volumes.map(({ entry }) => entry.name))) : []),
    ...rootFaults(pod, containers),
    ...containers.flatMap(({ field, entry }) =>
      entries(asRecord(entry.resources), 'claims')
        .filter((claim) => !resourceClaims.has(claim.entry.name))
        .map((claim) => ({
          field: `${field}.resources.${claim.field}`,
          problem: `the pod has no resource claim "${asString(claim.entry.name)}"`,
          write: 'the name of one of its resourceClaims',
        })),
    ),
    ...nameServerFaults(pod),
    ...hostPortFaults(pod),
    ...hostFaults(pod),
    ...systemFaults(pod),
    ...resourceFaults(pod),
    ...unless(asArray(pod.ephemeralContainers).length === 0, {
      field: 'ephemeralContainers',
      problem: 'are added to a pod that runs, by kubectl debug',
      write: 'nothing, or initContainers with restartPolicy: Always',
    }),
  ];
};

type Entry = ReturnType<typeof entries>[number];

/** A volume that is missing is missing once, however often it is mounted. */
function mountFaults(containers: readonly Entry[], volumes: ReadonlySet<unknown>): Fault[] {
  const lost = containers
    .flatMap(({ field, entry }) =>
      [...entries(entry, 'volumeMounts'), ...entries(entry, 'volumeDevices')].map((mount) => ({
        field: `${field}.${mount.field}.name`,
        name: asString(mount.entry.name),
      })),
    )
    .filter(({ name }) => !volumes.has(name));
  const first = new Map(lost.toReversed().map((mount) => [mount.name, mount]));
  return lost
    .filter((mount) => first.get(mount.name) === mount)
    .map(({ field, name }) => ({
      field,
      problem: `the pod has no volume "${name}"`,
      write: 'the name of one of its volumes',
    }));
}

/** What waits for its gates is on no node yet. */
export const pod: Rule = ({ spec }) =>
  unless(asString(at(spec, 'nodeName')) === '' || asArray(at(spec, 'schedulingGates')).length === 0, {
    field: 'spec.nodeName',
    problem: 'is there, and schedulingGates keep the pod from every node',
    write: 'one of them',
  });

function nameServerFaults({ dnsPolicy, dnsConfig }: AnyMap): Fault[] {
  const { nameservers, searches } = asRecord(dnsConfig);
  return [
    ...unless(dnsPolicy !== 'None' || asArray(nameservers).length > 0, {
      field: 'dnsConfig.nameservers',
      problem: 'are missing, and dnsPolicy is None: nothing would find a name',
      write: 'the addresses of one to three servers',
    }),
    ...unless(asArray(searches).join(' ').length <= mostSearched, {
      field: 'dnsConfig.searches',
      problem: 'are too long together',
      write: `${mostSearched} characters or fewer, with a blank between two`,
    }),
  ];
}

const mostSearched = 2048;

/** In the node's own network a port of a container is one of the node, said or not. */
function hostPortFaults(pod: AnyMap): Fault[] {
  const isOfNode = pod.hostNetwork === true;
  const ports = entries(pod, 'containers').flatMap((container) =>
    entries(container.entry, 'ports').map(({ field, entry }) => ({
      field: `${container.field}.${field}.hostPort`,
      containerPort: entry.containerPort,
      hostPort: Number(entry.hostPort ?? 0) || (isOfNode ? Number(entry.containerPort) : 0),
      protocol: entry.protocol ?? 'TCP',
      hostIP: entry.hostIP ?? '',
    })),
  );
  return [
    ...ports
      .filter(({ hostPort, containerPort }) => isOfNode && isPort(containerPort) && hostPort !== containerPort)
      .map(({ field, hostPort, containerPort }) => ({
        field,
        problem: `is ${hostPort}, and the pod is in the network of its node`,
        write: `${String(containerPort)}, or nothing`,
      })),
    ...repeated(
      ports.filter(({ hostPort }) => hostPort > 0),
      ({ protocol, hostIP, hostPort }) => [protocol, hostIP, hostPort].join(' '),
    ).map(({ field, hostPort }) => ({
      field,
      problem: `another container has the port ${hostPort} of the node`,
      write: 'another port',
    })),
  ];
}

function isPort(value: unknown): boolean {
  return typeof value === 'number' && value >= 1 && value <= 65_535;
}

/** All containers of a pod share these; all else each asks for by itself. */
const shared = /^(?:cpu|memory|hugepages-.+)$/;

function resourceFaults({ resources }: AnyMap): Fault[] {
  return ['requests', 'limits'].flatMap((side) =>
    Object.keys(asRecord(asRecord(resources)[side]))
      .filter((name) => !shared.test(name))
      .map((name) => ({
        field: memberOf(`resources.${side}`, name),
        problem: 'is nothing that a pod has as a whole',
        write: 'it at a container',
      })),
  );
}

/** The kubelet makes no such container: it says who may not be root, and who it is. Source: `verifyRunAsNonRoot` of Kubernetes. */
function rootFaults(pod: AnyMap, containers: readonly { readonly field: string; readonly entry: AnyMap }[]): Fault[] {
  const ofPod = asRecord(pod.securityContext);
  return containers.flatMap(({ field, entry }) => {
    const own = asRecord(entry.securityContext);
    const { runAsNonRoot, runAsUser } = { ...ofPod, ...own };
    const place = own.runAsUser === undefined ? 'securityContext' : `${field}.securityContext`;
    return unless(!(runAsNonRoot === true && runAsUser === 0), {
      field: `${place}.runAsUser`,
      problem: 'is 0, and runAsNonRoot true: the container is never made',
      write: 'another user',
    });
  });
}

function listsWith(pod: AnyMap, name: unknown): number {
  return containerLists.filter((list) => entries(pod, list).some(({ entry }) => entry.name === name)).length;
}

export const container: Rule = (value, [pod = {}]) => [
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
  ...unless(at(value, 'readinessProbe.terminationGracePeriodSeconds') === undefined, {
    field: 'readinessProbe.terminationGracePeriodSeconds',
    problem: 'is about the end of a container, and a readiness probe ends none',
    write: 'nothing',
  }),
  ...whileRunning
    .filter((field) => value[field] !== undefined && endsBeforeOthers(value, pod))
    .slice(0, 1)
    .map((field) => ({
      field,
      problem: 'is for a container that goes on running, and this one ends before the others start',
      write: 'nothing; or restartPolicy: Always, for a sidecar',
    })),
  ...unless(asArray(value.restartPolicyRules).length === 0 || value.restartPolicy !== undefined, {
    field: 'restartPolicy',
    problem: 'is missing, and restartPolicyRules are there',
    write: 'Always, OnFailure or Never, for all other exits',
  }),
  ...repeated(entries(value, 'resizePolicy'), ({ entry }) => entry.resourceName).map(({ field, entry }) => ({
    field: `${field}.resourceName`,
    problem: `"${asString(entry.resourceName)}" stands before`,
    write: 'each once',
  })),
  ...entries(value, 'resizePolicy')
    .filter(({ entry }) => entry.restartPolicy === 'RestartContainer')
    .filter(() => pod.restartPolicy === 'Never' || endsBeforeOthers(value, pod))
    .map(({ field }) => ({
      field: `${field}.restartPolicy`,
      problem: 'is RestartContainer, and the container never restarts',
      write: 'NotRequired',
    })),
];

const whileRunning = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const;

function endsBeforeOthers(container: AnyMap, pod: AnyMap): boolean {
  return container.restartPolicy !== 'Always' && asArray(pod.initContainers).includes(container);
}

/** How long a pod may take to end, in seconds, where it does not say. */
const defaultGrace = 30;

/** @param around the hooks of the container, it, and its pod */
export const sleepHook: Rule = ({ sleep }, [, , { terminationGracePeriodSeconds: grace = defaultGrace } = {}]) => {
  const seconds = Number(asRecord(sleep).seconds ?? 0);
  // Of a period that is no number the schema tells.
  return unless(typeof grace !== 'number' || (seconds >= 0 && seconds <= Math.max(1, Number(grace))), {
    field: 'sleep.seconds',
    problem: `is ${seconds}, and terminationGracePeriodSeconds ${String(grace)}`,
    write: `${String(grace)} or less, or a longer grace period`,
  });
};
