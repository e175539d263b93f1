// Why an object is not what it should be: what its conditions and its containers say, and the warnings about it and its pods.
import { asArray, asRecord, asString, at } from '../render/fields.ts';
import { podTemplateOf } from '../render/pods.ts';
import type { KubeObject } from '../render/rendered.ts';
import type { Objects } from './objects.ts';

export async function reasonsOf(objects: Objects, object: KubeObject): Promise<string[]> {
  const { namespace } = object.metadata;
  const [family, events] = await Promise.all([familyOf(objects, object), objects.list('v1', 'Event', namespace)]);
  const uids = new Set(family.map(uid));
  // A workload tells of each pod that it makes; a claim that waits for its pod says no more than that.
  const about = events.filter((event) => uids.has(at(event, 'involvedObject.uid')));
  const warnings = about.filter(({ type }) => type === 'Warning');
  const isQuiet = warnings.length === 0 && !podTemplateOf(object);
  const said = [...denials(object), ...family.flatMap(waits), ...lastWords(isQuiet ? about : warnings)];
  return [...new Set(said.map(withoutName).filter((reason) => reason !== ''))];
}

/** The object, and what it made: of a Deployment its ReplicaSets and their pods. */
async function familyOf(objects: Objects, object: KubeObject): Promise<KubeObject[]> {
  if (!podTemplateOf(object)) return [object];
  const { namespace } = object.metadata;
  const [jobs, sets, pods] = await Promise.all([
    objects.list('batch/v1', 'Job', namespace),
    objects.list('apps/v1', 'ReplicaSet', namespace),
    objects.list('v1', 'Pod', namespace),
  ]);
  const ownedBy = (owners: readonly KubeObject[], all: readonly KubeObject[]): KubeObject[] => {
    const uids = new Set(owners.map(uid));
    return all.filter((each) =>
      asArray(at(each, 'metadata.ownerReferences')).some((owner) => uids.has(asRecord(owner).uid)),
    );
  };
  const middle = ownedBy([object], [...jobs, ...sets]);
  return [object, ...middle, ...ownedBy([object, ...middle], pods)];
}

function uid(object: KubeObject): unknown {
  return at(object, 'metadata.uid');
}

/** Conditions whose holding is the bad news. All others are good news, if a custom resource has them: a rollout's are none yet. */
const alarms = new Set(['Failed', 'ReplicaFailure', 'Stalled', 'Suspended']);

/** A route has conditions for each of its parents. */
function denials(object: KubeObject): string[] {
  const isWorkload = podTemplateOf(object) !== undefined;
  return [object.status, ...asArray(at(object, 'status.parents'))]
    .flatMap((status) => asArray(at(status, 'conditions')))
    .map(asRecord)
    .filter(({ type, status }) => (alarms.has(asString(type)) ? status === 'True' : status === 'False' && !isWorkload))
    .map(({ message }) => asString(message));
}

/** What keeps the containers of a pod from running. */
function waits(pod: KubeObject): string[] {
  return asArray(at(pod, 'status.containerStatuses'))
    .map((container) => asRecord(at(container, 'state.waiting')))
    .map(({ message }) => asString(message));
}

/** The newest event of each reason. */
function lastWords(events: readonly KubeObject[]): string[] {
  const sorted = events.toSorted((one, other) => time(one).localeCompare(time(other)));
  return [...new Map(sorted.map((event) => [event.reason, asString(event.message)])).values()];
}

function time(event: KubeObject): string {
  return asString(event.lastTimestamp) || asString(event.eventTime);
}

/** Each try has a pod of another name, and controllers put words of their own before what the API server said. */
function withoutName(message: string): string {
  return message.replace(/^.*?pods "[^"]*" is forbidden: /, 'pods are forbidden: ').trim();
}
