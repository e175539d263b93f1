// Copies that are not alike: each has a name and a disk of its own, and finds them again wherever it runs.
import type { Construct } from 'constructs';
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import type { IService } from 'kubernetes-models/v1/Service';
import { ModelObject } from '../model-object.ts';
import { backupLabel } from '../platform.ts';
import { memoryQuantity, shortLabel, wholeNumber } from '../validation/limits.ts';
import { definedProps } from '../validation/props.ts';
import { type Fault, unless } from '../validation/rules.ts';
import { type AnyMount, diskMount, diskName, type Mount } from './mount.ts';
import { workloadNetwork } from './network.ts';
import { excuseEnvironment } from './pod.ts';
import { numbersOf, type Ports } from './ports.ts';
import { minReady, stepFaults, type StepByStep } from './rollout.ts';
import { finishFaults, type Finish, graceOf, runningFaults, type RunningProps, runningTemplate } from './running.ts';
import { disruptionBudget, oneByOne } from './scale.ts';
import { restrictedPodAs, nonRoot } from './security.ts';
import { servicePorts } from './service-ports.ts';
import { antiAffinity, spread } from './spread.ts';
import { statefulServiceShape } from './shapes.ts';
import { Workload } from './workload.ts';

/** The disk of each copy. Nothing of it can be changed later but in the cloud: Kubernetes keeps what it was made with. */
export interface OwnDisk {
  /** How large it is: a quantity such as `16Gi`. */
  readonly size: string;
  /** The folder in the container, absolute. */
  readonly path: string;
  /** The StorageClass. @default 'managed-csi-premium', an SSD in the copy's zone */
  readonly storageClass?: string;
  /** Whether a backup takes it: the claims bear the label `fleetwright.dev/backup` with `true` or `false`. @default true */
  readonly backedUp?: boolean;
}

/** What a stateful service is made from. */
export interface StatefulServiceProps extends RunningProps<AnyMount>, Finish, StepByStep {
  /** Files and folders beside the copy's disk, which `disk` mounts. @default none; the root file system is read-only */
  readonly mounts?: readonly Mount[];
  /** How many copies run, 1 to 100; they are called `<name>-0`, `<name>-1` and so on. */
  readonly copies: number;
  /** The ports that its process listens on. */
  readonly ports: Ports;
  /** The disk of each copy. It outlives the copy, and the service: whoever wants it gone deletes the claim. */
  readonly disk: OwnDisk;
  /** Zones of the cluster's nodes; over two or more the copies are spread, and wait for room in theirs. @default none */
  readonly zones?: readonly string[];
  /** Whether copies start and end all at once, where none of them minds the others. @default false, one after the other */
  readonly allAtOnce?: boolean;
}

/**
 * StatefulSet, two Services, ServiceAccount, PodDisruptionBudget and NetworkPolicy of a stateful service, each named as the
 * construct's id. The second Service, `<name>-copies`, gives each copy an address: `<name>-0.<name>-copies`; copies that are not
 * ready have one too, as they look for each other before they are.
 */
export class StatefulService extends Workload {
  /** The ports of its Services. */
  readonly ports: Ports;

  constructor(scope: Construct, id: string, given: StatefulServiceProps) {
    const props = definedProps(given);
    super(scope, id, props, statefulServiceShape, () => faults(id, props));
    this.ports = props.ports;
    const { labels } = this;
    const copies = `${id}-copies`;
    const statefulSet = new ModelObject<IStatefulSet>(this, 'stateful-set', {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: id, labels: { ...labels } },
      spec: {
        replicas: props.copies,
        serviceName: copies,
        revisionHistoryLimit: 5,
        minReadySeconds: minReady(props),
        podManagementPolicy: props.allAtOnce ? 'Parallel' : 'OrderedReady',
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        selector: { matchLabels: { ...labels } },
        template: template(id, labels, props),
        volumeClaimTemplates: [claim(labels, props.disk)],
      },
    });
    excuseEnvironment(statefulSet, 'spec.template.spec', props);
    const ports = servicePorts(props.ports);
    new ModelObject<IService>(this, 'service', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: id, labels: { ...labels } },
      spec: { selector: { ...labels }, ports },
    });
    new ModelObject<IService>(this, 'copies', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: copies },
      spec: { selector: { ...labels }, ports, clusterIP: 'None', publishNotReadyAddresses: true },
    });
    disruptionBudget(this, id, labels, oneByOne);
    workloadNetwork(this, id, labels, withPeers(props, this.namespace ?? '', labels));
  }
}

function template(name: string, labels: Readonly<Record<string, string>>, props: StatefulServiceProps) {
  return runningTemplate(withDisk(props), {
    name,
    labels,
    ports: props.ports,
    graceSeconds: graceOf(props),
    spec: {
      // A disk with many files would be gone through file by file at each start.
      securityContext: { ...restrictedPodAs(props.user ?? nonRoot), fsGroupChangePolicy: 'OnRootMismatch' },
      topologySpreadConstraints: spread(labels, props.zones ?? [], 'DoNotSchedule', 'together'),
      affinity: antiAffinity(labels),
    },
  });
}

/** The copies find each other, and so they reach each other. */
function withPeers(props: StatefulServiceProps, namespace: string, podLabels: Readonly<Record<string, string>>) {
  const ports = Object.values(numbersOf(props.ports)).map((port) => ({ port }));
  const copies = { peers: [{ namespace, podLabels }], ports };
  return { ...props, from: [copies, ...(props.from ?? [])], to: [copies, ...(props.to ?? [])] };
}

function withDisk(props: StatefulServiceProps): RunningProps<AnyMount> {
  return { ...props, mounts: [...(props.mounts ?? []), diskMount(props.disk.path)] };
}

function claim(labels: Readonly<Record<string, string>>, disk: OwnDisk): IPersistentVolumeClaim {
  const { size, storageClass = 'managed-csi-premium', backedUp = true } = disk;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: diskName, labels: { ...labels, [backupLabel]: String(backedUp) } },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: storageClass,
      resources: { requests: { storage: size } },
    },
  };
}

function faults(id: string, props: StatefulServiceProps): Fault[] {
  return [
    ...runningFaults(id, withDisk(props), props.ports, true),
    ...finishFaults(props),
    ...shortLabel('name', id, 52, 'a label of its pods has eleven more'),
    ...stepFaults(props),
    ...wholeNumber('copies', props.copies, 1, 100),
    ...memoryQuantity('disk.size', props.disk.size),
    ...unless(Object.keys(numbersOf(props.ports)).length > 0, {
      field: 'ports',
      problem: 'are none, and a StatefulSet has a Service',
      write: 'http, grpc or tcp',
    }),
  ];
}
