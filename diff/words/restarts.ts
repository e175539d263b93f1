// Pods are replaced when their template differs, in whatever: what a reviewer asks first.
import { asArray, asRecord, asString, at } from '../../render/fields.ts';
import { kindKey } from '../../render/identity.ts';
import { podTemplateOf } from '../../render/pods.ts';
import type { KubeObject } from '../../render/rendered.ts';
import type { Compared } from '../fields/changes.ts';
import { isChecksum } from './pods.ts';
import type { Subject } from './rule.ts';
import { plural } from '../../lib/plural.ts';

/** That pods are replaced. */
export interface Restart {
  /** How many: `3 pods`, `3 to 12 pods`, `one pod on each node`. */
  readonly pods: string;
  /** How, and why where nothing else of the object changes: `, all at once, because ConfigMap links changes`; mostly empty. */
  readonly how: string;
}

/** The kinds whose pods follow the template; those of a ReplicaSet or a Job stay as they were made. */
const rollingKinds: ReadonlySet<string> = new Set(['apps/DaemonSet', 'apps/Deployment', 'apps/StatefulSet']);

/** What a change does to the pods that run; undefined where it leaves them alone. */
export function restartOf(subject: Subject, { changes }: Compared): Restart | undefined {
  const { before, after } = subject;
  const field = podTemplateOf(after)?.field;
  if (field === undefined || !rollingKinds.has(kindKey(after))) return undefined;
  if (JSON.stringify(at(before, field)) === JSON.stringify(at(after, field))) return undefined;
  const others = changes.filter(({ path }) => !isChecksum(path.at(-1)));
  const files = changes.filter(({ path }) => isChecksum(path.at(-1))).map(({ path }) => mounted(path.at(-1), after));
  const because = files.length > 0 ? `${files.join(' and ')} changed` : 'its template is written in another order';
  return { pods: podsOf(subject), how: `${manner(after)}${others.length > 0 ? '' : `, because ${because}`}` };
}

/** The object behind a checksum: `ConfigMap links`. */
function mounted(checksum = '', workload: KubeObject): string {
  const name = checksum.slice(checksum.indexOf('/') + 1);
  const volumes = asArray(podTemplateOf(workload)?.spec.volumes).map(asRecord);
  const volume = volumes.find((candidate) => candidate.name === name);
  const secret = asString(asRecord(volume?.secret).secretName);
  return secret ? `Secret ${secret}` : `ConfigMap ${asString(asRecord(volume?.configMap).name) || name}`;
}

function manner(workload: KubeObject): string {
  const type = at(workload, 'spec.strategy.type') ?? at(workload, 'spec.updateStrategy.type');
  if (type === 'Recreate') return ', all at once';
  return type === 'OnDelete' ? ' when somebody deletes them' : '';
}

/** How many pods a workload has, of its own or by its autoscaler. */
export function podsOf({ after, inChart }: Pick<Subject, 'after' | 'inChart'>): string {
  if (kindKey(after) === 'apps/DaemonSet') return 'one pod on each node';
  const scaler = ['HorizontalPodAutoscaler', 'ScaledObject']
    .flatMap((kind) => inChart(kind))
    .find((candidate) => scales(candidate, after));
  const { minReplicas, minReplicaCount, maxReplicas, maxReplicaCount } = asRecord(scaler?.spec);
  const least = minReplicas ?? minReplicaCount ?? at(after, 'spec.replicas') ?? 1;
  const most = maxReplicas ?? maxReplicaCount ?? least;
  return least === most ? plural(least, 'pod') : `${String(least)} to ${plural(most, 'pod')}`;
}

function scales(scaler: KubeObject, { kind, metadata }: KubeObject): boolean {
  const target = asRecord(at(scaler, 'spec.scaleTargetRef'));
  return target.kind === kind && target.name === metadata.name && scaler.metadata.namespace === metadata.namespace;
}
