// One reader knows pods by their shape: nothing that runs an image or takes an environment may stand where it does not look.
import { readdirSync, readFileSync } from 'node:fs';
import type { Schema } from '@cfworker/json-schema';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { imageNotPinned } from '../../render/checks/image-not-pinned.ts';
import { secretInEnvironment } from '../../render/checks/secret-in-environment.ts';
import { ClusterView } from '../../render/cluster-view.ts';
import { everyContainer, everyImage, everyPod, podTemplateOf } from '../../render/pods.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { fieldPath } from '../../render/schema/pointer.ts';
import type { SchemaFile } from '../../render/schema/schema-file.ts';
import { pinnedImage } from '../support/synthesize.ts';

const unpinned = 'example.azurecr.io/thing:latest';
const metadata = { name: 'web', namespace: 'a' };
const secretRef = { name: 'token', key: 'token' };
const bad = { name: 'web', image: unpinned, env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: secretRef } }] };
const good = { name: 'web', image: pinnedImage };

const object = (apiVersion: string, kind: string, rest: object): KubeObject => ({
  apiVersion,
  kind,
  metadata,
  ...rest,
});
const inTemplate = (apiVersion: string, kind: string, spec: object): KubeObject =>
  object(apiVersion, kind, { spec: { template: { metadata: { labels: {} }, spec } } });

/** What both checks have against an object. */
function problems(of: KubeObject): string[] {
  const rendered = { at: 'a', cluster: 'test', layer: 'apps', chart: 'a', object: of };
  const view = new ClusterView('test', [rendered], {
    provided: { groups: [], objects: [] },
    gitRepository: 'fleetwright',
    releases: '',
    health: {},
  });
  return [...imageNotPinned(view), ...secretInEnvironment(view)].map(({ field, problem }) => `${field} ${problem}`);
}

const release = (values: object): KubeObject =>
  object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', { spec: { values } });

describe('an image without digest and a Secret in the environment are seen in', () => {
  test.each<[string, KubeObject, string]>([
    ['a Pod', object('v1', 'Pod', { spec: { containers: [bad] } }), 'spec.containers[0]'],
    ['a ReplicaSet', inTemplate('apps/v1', 'ReplicaSet', { containers: [bad] }), 'spec.template.spec.containers[0]'],
    [
      'a ReplicationController',
      inTemplate('v1', 'ReplicationController', { containers: [bad] }),
      'spec.template.spec.containers[0]',
    ],
    ['a Job', inTemplate('batch/v1', 'Job', { containers: [bad] }), 'spec.template.spec.containers[0]'],
    [
      'a CronJob',
      object('batch/v1', 'CronJob', { spec: { jobTemplate: { spec: { template: { spec: { containers: [bad] } } } } } }),
      'spec.jobTemplate.spec.template.spec.containers[0]',
    ],
    [
      'a PodTemplate',
      object('v1', 'PodTemplate', { template: { spec: { containers: [bad] } } }),
      'template.spec.containers[0]',
    ],
    [
      'an init container',
      inTemplate('apps/v1', 'Deployment', { initContainers: [good, bad], containers: [good] }),
      'spec.template.spec.initContainers[1]',
    ],
    [
      'an ephemeral container',
      object('v1', 'Pod', { spec: { containers: [good], ephemeralContainers: [bad] } }),
      'spec.ephemeralContainers[0]',
    ],
    [
      'a custom resource of which a controller makes pods',
      object('monitoring.coreos.com/v1', 'Prometheus', { spec: { containers: [bad] } }),
      'spec.containers[0]',
    ],
    [
      'a custom resource that is itself a container',
      object('example.com/v1', 'Collector', { spec: { agent: bad } }),
      'spec.agent',
    ],
    [
      'a whole object among the values of a Helm chart',
      release({ extraObjects: [{ apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [bad] } }] }),
      'spec.values.extraObjects[0].spec.containers[0]',
    ],
    [
      'the revision of another object',
      object('apps/v1', 'ControllerRevision', { data: { spec: { template: { spec: { containers: [bad] } } } } }),
      'data.spec.template.spec.containers[0]',
    ],
  ])('%s', (_name, of, place) => {
    expect(problems(of)).toEqual([
      `${place}.image "${unpinned}" is not pinned by digest`,
      `${place}.env.TOKEN takes the Secret "token" into the environment`,
    ]);
  });
});

describe('an image without digest is seen', () => {
  test.each<[string, KubeObject, string]>([
    [
      'in a volume, in a pod that is otherwise pinned',
      inTemplate('apps/v1', 'Deployment', {
        containers: [good],
        volumes: [
          { name: 'a', emptyDir: {} },
          { name: 'b', image: { reference: unpinned } },
        ],
      }),
      'spec.template.spec.volumes[1].image.reference',
    ],
    [
      'in a volume of a custom resource that has no containers',
      object('monitoring.coreos.com/v1', 'Prometheus', { spec: { volumes: [{ image: { reference: unpinned } }] } }),
      'spec.volumes[0].image.reference',
    ],
    [
      'where Prometheus names its own',
      object('monitoring.coreos.com/v1', 'Prometheus', { spec: { image: unpinned } }),
      'spec.image',
    ],
    [
      'where Prometheus named it once',
      object('monitoring.coreos.com/v1', 'Prometheus', { spec: { baseImage: unpinned, tag: 'v3' } }),
      'spec.baseImage',
    ],
    [
      'where Prometheus names that of its Thanos',
      object('monitoring.coreos.com/v1', 'Prometheus', { spec: { thanos: { image: unpinned } } }),
      'spec.thanos.image',
    ],
  ])('%s', (_name, of, field) => {
    expect(problems(of)).toEqual([`${field} "${unpinned}" is not pinned by digest`]);
  });

  test('and so is a container without any, but for one that a controller lays over its own', () => {
    const container = { name: 'web' };
    expect(problems(inTemplate('apps/v1', 'Deployment', { containers: [container] }))).toEqual([
      'spec.template.spec.containers[0].image "" is not pinned by digest',
    ]);
    expect(problems(object('monitoring.coreos.com/v1', 'Prometheus', { spec: { containers: [container] } }))).toEqual(
      [],
    );
  });
});

describe('nothing is said of', () => {
  test.each<[string, KubeObject]>([
    ['a pod whose images are pinned', object('v1', 'Pod', { spec: { containers: [good] } })],
    [
      'a disk that is called an image',
      object('v1', 'PersistentVolume', { spec: { rbd: { image: 'disk', monitors: ['a'] } } }),
    ],
    ['what a Helm chart makes of its values', release({ image: unpinned, containers: [bad] })],
    [
      'a definition of such a kind',
      object('example.com/v1', 'Any', { schema: { properties: { image: {}, env: {} } } }),
    ],
  ])('%s', (_name, of) => expect(problems(of)).toEqual([]));
});

test('a pod is found in any object, wherever it stands', () => {
  const key = fc.string({ minLength: 1 }).filter((name) => name !== '__proto__');
  const steps = fc.array(fc.oneof(key, fc.nat({ max: 3 })), { minLength: 1, maxLength: 8 });
  const list = fc.constantFrom('containers', 'initContainers', 'ephemeralContainers');
  fc.assert(
    fc.property(steps, list, fc.dictionary(key, fc.jsonValue()), (path, name, neighbours) => {
      const pod = { ...neighbours, [name]: [bad] };
      const within = path.reduceRight<unknown>(
        (inner, step) => (typeof step === 'number' ? [...Array(step).fill(null), inner] : { [step]: inner }),
        pod,
      );
      const whole = object('example.com/v1', 'Any', { within });
      const field = fieldPath(whole, ['within', ...path.map(String)]);
      expect(everyPod(whole).map(({ specField }) => specField)).toContain(field);
      expect(everyContainer(whole).map((container) => container.field)).toContain(`${field}.${name}[0]`);
    }),
  );
});

describe('in the schemas of imports/', () => {
  const files = readdirSync('imports/schemas').map(
    (file) => JSON.parse(readFileSync(`imports/schemas/${file}`, 'utf8')) as SchemaFile,
  );
  const kinds = files.flatMap(({ kinds, definitions }) =>
    Object.entries(kinds).map(([name, { schema }]) => ({ name, schema, definitions })),
  );

  /** An object of the kind with nothing in it but a value at a place. */
  function filled(name: string, steps: readonly string[], value: unknown): KubeObject {
    const body = steps.reduceRight<unknown>((inner, step) => (step === '[]' ? [inner] : { [step]: inner }), value);
    const slash = name.lastIndexOf('/');
    return object(name.slice(0, slash), name.slice(slash + 1), body as object);
  }

  const places = kinds.flatMap((kind) => placesIn(kind).map((steps) => ({ kind: kind.name, steps })));
  const named = (pattern: RegExp): [string, (typeof places)[number]][] =>
    places
      .filter(({ steps }) => pattern.test(steps.join('.')))
      .map((place) => [`${place.kind} ${place.steps.join('.')}`, place]);

  /** What is called an image and is none, by its last two steps. */
  const disks = /\brbd\.image$/;

  test.each(named(/image(\.reference)?$/i).filter(([, { steps }]) => !disks.test(steps.join('.'))))(
    'the image of %s is read',
    (_place, { kind, steps }) => {
      const value = steps.at(-1) === 'reference' || isString(kind, steps) ? unpinned : { reference: unpinned };
      expect(everyImage(filled(kind, steps, value)).map(({ image }) => image)).toContain(unpinned);
    },
  );

  test.each(named(/(env\.\[\]\.valueFrom\.secretKeyRef|envFrom\.\[\]\.secretRef)\.name$/))(
    'the Secret of %s is read',
    (_place, { kind, steps }) => {
      expect(problems(filled(kind, steps, 'token')).join()).toContain('the Secret "token"');
    },
  );

  test('a Secret reaches an environment by no other field', () => {
    const others = named(/\b(secretKeyRef|envFrom.*secretRef)$/i)
      .map(([place]) => place)
      .filter((place) => !/(env\.\[\]\.valueFrom\.secretKeyRef|envFrom\.\[\]\.secretRef)$/.test(place))
      // KEDA reads those itself, and gives them to no pod.
      .filter((place) => !/^keda\.sh\/v1alpha1\/(?:Cluster)?TriggerAuthentication /.test(place));
    expect(others).toEqual([]);
  });

  test('every kind of Kubernetes that holds a pod makes it, but for the PodTemplate', () => {
    const holding = places
      .filter(({ kind, steps }) => steps.at(-1) === 'containers' && !kind.split('/')[0]?.includes('.'))
      .filter(({ kind, steps }) => !podTemplateOf(filled(kind, steps, [good])))
      .map(({ kind }) => kind);
    expect(holding).toEqual(['v1/PodTemplate']);
  });

  function isString(kind: string, steps: readonly string[]): boolean {
    return !places.some((place) => place.kind === kind && place.steps.join('.') === `${steps.join('.')}.reference`);
  }
});

/** The steps to every field that a schema names, lists as `[]`; a definition is not entered within itself. */
function placesIn({ schema, definitions }: { schema: Schema; definitions: Readonly<Record<string, Schema>> }) {
  const places: string[][] = [];
  const visit = (of: unknown, steps: readonly string[], within: ReadonlySet<string>): void => {
    if (typeof of !== 'object' || of === null) return;
    const { $ref, properties, items, additionalProperties, anyOf, oneOf, allOf } = of as Schema;
    if ($ref !== undefined) {
      const name = $ref.replace('#/definitions/', '');
      if (!within.has(name)) visit(definitions[name], steps, new Set([...within, name]));
      return;
    }
    for (const [name, inner] of Object.entries(properties ?? {})) {
      places.push([...steps, name]);
      visit(inner, [...steps, name], within);
    }
    visit(items, [...steps, '[]'], within);
    visit(additionalProperties, [...steps, 'key'], within);
    for (const form of [anyOf, oneOf, allOf].flatMap((forms) => forms ?? [])) visit(form, steps, within);
  };
  visit(schema, [], new Set());
  return places;
}
