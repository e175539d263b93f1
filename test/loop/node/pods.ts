// The sample service's pods, as tests look at them.
import { name } from '../../../app/contract.ts';
import { asArray, asRecord, asString, at } from '../../../render/fields.ts';
import type { KubeObject } from '../../../render/rendered.ts';
import { isReady } from '../../../loop/conditions.ts';
import type { Loop } from '../../../loop/loop.ts';
import { until } from '../../../loop/until.ts';

/** Those that are not on their way out. */
export async function pods(loop: Loop): Promise<KubeObject[]> {
  return (await everyPod(loop)).filter((pod) => at(pod, 'metadata.deletionTimestamp') === undefined);
}

export interface Container {
  /** Changes with each restart. */
  readonly id: string;
  readonly restarts: number;
  readonly started: boolean;
  /** Why the one before it ended, `OOMKilled` for instance; empty where there was none. */
  readonly lastEnd: string;
}

/** The only container of a pod. */
export function containerOf(pod: KubeObject): Container {
  const [status] = asArray(at(pod, 'status.containerStatuses')).map(asRecord);
  return {
    id: asString(status?.containerID),
    restarts: Number(status?.restartCount ?? 0),
    started: at(status, 'state.running') !== undefined,
    lastEnd: asString(at(status, 'lastState.terminated.reason')),
  };
}

/** Which container each pod has: two that are equal saw no pod and no container replaced. */
export function containersOf(of: readonly KubeObject[]): Readonly<Record<string, string>> {
  return Object.fromEntries(of.map((pod) => [pod.metadata.name, containerOf(pod).id]));
}

/** Waits until as many pods as the autoscaler wants are ready, and no other is left. @returns them */
export async function steady(loop: Loop, count = 3): Promise<KubeObject[]> {
  return until(
    async () => {
      const [all, staying] = [await everyPod(loop), await pods(loop)];
      return all.length === count && staying.length === count && staying.every(isReady) && staying;
    },
    { what: `${count} pods of ${name} are ready, and none is left beside them`, seconds: 120 },
  );
}

/** A pod as it is now. */
export async function again({ cluster }: Loop, pod: KubeObject): Promise<KubeObject> {
  const found = await cluster.objects.get({ ...pod, apiVersion: 'v1', kind: 'Pod' });
  if (!found) throw new Error(`pod ${pod.metadata.name} is gone`);
  return found;
}

/** A pod like another one that no Service leads to, and that nobody looks after. */
export function withoutLiveness(pod: KubeObject): KubeObject {
  const [container] = asArray(at(pod, 'spec.containers')).map(asRecord);
  const { livenessProbe: _none, ...rest } = container ?? {};
  const { nodeName: _node, ...spec } = asRecord(pod.spec);
  const metadata = { name: 'without-liveness', namespace: name };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { ...spec, containers: [rest] } };
}

/** Names of those pods that are also among others. */
export function namesIn(of: readonly KubeObject[], others: readonly KubeObject[]): string[] {
  const known = new Set(others.map(({ metadata }) => metadata.name));
  return of.map(({ metadata }) => metadata.name).filter((pod) => known.has(pod));
}

async function everyPod({ cluster }: Loop): Promise<KubeObject[]> {
  const all = await cluster.objects.list('v1', 'Pod', name);
  return all.filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/name'] === name);
}
