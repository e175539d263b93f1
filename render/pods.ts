// Where a kind keeps its pod template: every check about pods reads it through here.
import { asArray, asRecord, at } from './fields.ts';
import { kindKey } from './identity.ts';
import type { KubeObject } from './rendered.ts';

/** The pod template's place, by kind. */
const templates: Readonly<Record<string, string>> = {
  'apps/Deployment': 'spec.template',
  'apps/StatefulSet': 'spec.template',
  'apps/DaemonSet': 'spec.template',
  'batch/Job': 'spec.template',
  'batch/CronJob': 'spec.jobTemplate.spec.template',
};

/** The kinds that make pods. */
export const workloadKinds = Object.keys(templates);

/** A pod template and its place in the object; undefined for a kind that makes no pods. */
export function podTemplateOf(
  object: KubeObject,
): { field: string; labels: Record<string, unknown>; spec: Record<string, unknown> } | undefined {
  const field = templates[kindKey(object)];
  if (field === undefined) return undefined;
  const template = at(object, field);
  return { field, labels: asRecord(at(template, 'metadata.labels')), spec: asRecord(at(template, 'spec')) };
}

/** All containers of a pod's spec, those that run before the others first. */
export function containersOf(spec: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>[] {
  return ['initContainers', 'containers'].flatMap((list) => asArray(spec[list])).map(asRecord);
}
