// A cluster as the API server is asked about it: what must be there before the rest can be asked, in which order.
import { definition, definitionsOf } from '../definitions.ts';
import { asString, at } from '../../render/fields.ts';
import { apiGroup, identity, identityOf, kindKey } from '../../render/identity.ts';
import { podTemplateOf } from '../../render/pods.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { isNeverChanged, policyBinding } from './asked.ts';

export interface ClusterToAsk {
  /** What is in it before Flux applies anything, as `group/Kind/namespace/name`. */
  readonly provided: readonly string[];
  /** All objects of its dist/, by file. */
  readonly objects: ReadonlyMap<string, KubeObject>;
  /** Those of them that change, as Flux will find them. */
  readonly before: readonly KubeObject[];
}

/** Objects that are asked together. */
export interface Stage {
  /** What is in the cluster before. */
  readonly before: readonly KubeObject[];
  readonly objects: readonly (readonly [file: string, object: KubeObject])[];
  /** Whether they are made: what comes after would be refused without them. */
  readonly isMade: boolean;
}

const madeFirst = new Set([
  '/Namespace',
  definition,
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
  policyBinding,
]);

/** What admission looks up for a pod. */
const madeThen = new Set([
  '/LimitRange',
  '/ServiceAccount',
  'node.k8s.io/RuntimeClass',
  'scheduling.k8s.io/PriorityClass',
]);

export function stagesOf(cluster: ClusterToAsk): Stage[] {
  const never = new Set([...cluster.objects.values()].filter(isNeverChanged).map(identity));
  const inPlace = [
    ...cluster.provided.flatMap(standIn),
    ...namespacesIn(cluster).map(defaultAccount),
    ...runtimeClassesOf(cluster).flatMap(standIn),
    ...cluster.before.filter((each) => !never.has(identity(each)) && !goesByItself(each) && !answersOthers(each)),
  ];
  const of = (isOf: (kind: string) => boolean, isMade: boolean): Stage => ({
    before: inPlace.filter((object) => isOf(kindKey(object))),
    objects: [...cluster.objects].filter(([, object]) => isOf(kindKey(object))),
    isMade,
  });
  return [
    of((kind) => madeFirst.has(kind), true),
    of((kind) => madeThen.has(kind), true),
    of((kind) => !madeFirst.has(kind) && !madeThen.has(kind), false),
  ];
}

/** Whether it has admission policies of its own. */
export function hasPolicies({ objects }: ClusterToAsk): boolean {
  return [...objects.values()].some((object) => kindKey(object) === policyBinding);
}

/** The definitions from imports/ of the kinds that it has objects of, but for those that it brings itself. */
export function importedDefinitions({ objects }: ClusterToAsk): KubeObject[] {
  const all = [...objects.values()];
  const kinds = new Set(all.map(kindKey));
  const own = new Set(all.filter((object) => kindKey(object) === definition).map(identity));
  return [...new Set(all.map(({ apiVersion }) => apiGroup(apiVersion)))]
    .flatMap((group) => definitionsOf(group, (kind) => kinds.has(`${group}/${kind}`)))
    .filter((object) => !own.has(identity(object)));
}

function namespacesIn({ objects }: ClusterToAsk): string[] {
  return [...new Set([...objects.values()].flatMap(({ metadata: { namespace } }) => namespace ?? []))];
}

/** A controller makes it in each namespace. */
function defaultAccount(namespace: string): KubeObject {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } };
}

/** Those that its pods name and nobody brings. Synth knows of none, so they are taken to be the cluster's. */
function runtimeClassesOf({ objects }: ClusterToAsk): string[] {
  const all = [...objects.values()];
  const brought = new Set(all.map(identity));
  return all
    .map((object) => asString(podTemplateOf(object)?.spec.runtimeClassName))
    .filter((name) => name !== '')
    .map((name) => identityOf('node.k8s.io/RuntimeClass', undefined, name))
    .filter((id) => !brought.has(id));
}

/** The least object that others can refer to; of other kinds the API server asks nothing. */
function standIn(id: string): KubeObject[] {
  const [group = '', kind = '', namespace = '', name = ''] = id.split('/');
  const rest = leastOf.get(`${group}/${kind}`);
  if (!rest) return [];
  const apiVersion = group === '' ? 'v1' : `${group}/v1`;
  return [{ apiVersion, kind, metadata: { name, ...(namespace !== '' && { namespace }) }, ...rest }];
}

const leastOf = new Map([
  ['/Namespace', {}],
  ['/ServiceAccount', {}],
  ['node.k8s.io/RuntimeClass', { handler: 'any' }],
  ['scheduling.k8s.io/PriorityClass', { value: 0 }],
]);

/** A Job that is done long since: Flux finds none, and makes it. */
function goesByItself(object: KubeObject): boolean {
  return kindKey(object) === 'batch/Job' && at(object, 'spec.ttlSecondsAfterFinished') !== undefined;
}

/** It would send requests about other objects to programs that are not there, or refuse them half a second later. */
function answersOthers({ apiVersion }: KubeObject): boolean {
  return ['admissionregistration.k8s.io', 'apiregistration.k8s.io'].includes(apiGroup(apiVersion));
}
