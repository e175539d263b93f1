// Kinds that a fleet brings itself are held against its own schemas, and are healthy when it says so.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { generateOwn } from '../../commands/imports/own.ts';
import { ComposedCluster } from '../../lib/composed-cluster.ts';
import type { OwnHealthTable } from '../../lib/flux/health.ts';
import { HelmRelease } from '../../lib/flux/helm-release.ts';
import { Namespace } from '../../lib/namespace/namespace.ts';
import { machineImports } from '../../lib/own-imports.ts';
import { FleetApp } from '../../render/fleet-app.ts';
import { at } from '../../render/fields.ts';
import { render, type Rendering } from '../../render/render.ts';
import { definition, write, writeDefinitions } from '../support/own-imports.ts';
import { inRepository } from '../support/repository.ts';

const group = 'example.com';
const kind = `${group}/Widget`;
const current = "has(status.phase) && status.phase == 'Ready'";

type Objects = readonly { readonly kind: string; readonly spec?: object }[];

/** Renders objects of the group, in a fleet with its definition, an operator, and what it says of health. */
function rendered(health: OwnHealthTable, objects: Objects, alter = () => {}): Promise<Rendering> {
  return inRepository(async () => {
    writeDefinitions('imports', group, [definition(group, 'Widget'), definition(group, 'Gadget')]);
    for (const [path, text] of await generateOwn('imports', [])) write(join('imports', path), text);
    alter();
    const app = new FleetApp('.preview');
    const files = { releases: 'clusters/releases/lab.yaml', keys: 'clusters/keys/lab.yaml' };
    for (const name of ['one', 'two']) {
      const props = { repository: 'https://github.com/example/fleetwright', ...files, health };
      const cluster = new ComposedCluster(app, { name, network: 'plain' }, props);
      cluster.platform('platform', [operator, chartOf(objects)]);
    }
    return render(app);
  });
}

const space = (chart: Chart, name: string): void =>
  void new Namespace(chart, 'namespace', { name, quota: { cpu: '1', memory: '1Gi', pods: 4 } });

const operator = class extends Chart {
  constructor(scope: Construct) {
    super(scope, 'operator', { namespace: 'operator' });
    space(this, 'operator');
    const url = 'oci://registry.example.com/operator';
    new HelmRelease(this, 'release', { url, version: '1.0.0', namespace: 'operator', provides: [group] });
  }
};

const chartOf = (objects: Objects) =>
  class extends Chart {
    constructor(scope: Construct) {
      super(scope, 'widgets', { namespace: 'widgets' });
      space(this, 'widgets');
      for (const { kind, spec } of objects)
        void new ApiObject(this, kind, {
          apiVersion: `${group}/v1`,
          kind,
          metadata: { name: kind.toLowerCase() },
          ...(spec && { spec }),
        });
    }
  };

const good = { kind: 'Widget', spec: { instances: 2 } };
const lines = ({ findings }: Rendering): string[] => [
  ...new Set(findings.map(({ at, field, problem, write, code }) => `${code} ${at} ${field}: ${problem}; ${write}`)),
];

test('an object of an own kind is applied after its operator, and waited for as the fleet says', async () => {
  const { findings, objects } = await rendered({ [kind]: { current } }, [good]);
  expect(findings).toEqual([]);
  const flux = objects.find(
    ({ layer, cluster, object }) => cluster === 'one' && layer === 'flux' && object.metadata.name === 'widgets',
  );
  expect(at(flux?.object, 'spec.dependsOn')).toEqual([expect.objectContaining({ name: 'operator' })]);
  expect(at(flux?.object, 'spec.healthCheckExprs')).toEqual([{ apiVersion: `${group}/v1`, kind: 'Widget', current }]);
});

test('one that has no status is not waited for', async () => {
  const { findings, objects } = await rendered({ [kind]: 'stateless' }, [good]);
  expect(findings).toEqual([]);
  expect(
    objects.filter(
      ({ object }) => at(object, 'spec.healthCheckExprs') !== undefined && object.metadata.name === 'widgets',
    ),
  ).toEqual([]);
});

test('the status by which the loop stands in for its controller is none of Flux’ business', async () => {
  const { findings, objects } = await rendered({ [kind]: { current: 'true', readyStatus: { phase: 'Up' } } }, [good]);
  expect(findings).toEqual([]);
  const flux = objects.find(({ layer, object }) => layer === 'flux' && object.metadata.name === 'widgets');
  const expected = [{ apiVersion: `${group}/v1`, kind: 'Widget', current: 'true' }];
  expect(at(flux?.object, 'spec.healthCheckExprs')).toEqual(expected);
});

describe('is refused:', () => {
  test.each<[string, OwnHealthTable, Objects, readonly RegExp[]]>([
    [
      'a field that the definition does not have',
      { [kind]: 'stateless' },
      [{ kind: 'Widget', spec: { instances: 0, storage: { sise: '1Gi' } } }],
      [
        /^schema .* spec.instances: 0 is too small/,
        /^schema one\/platform\/widgets\/Widget spec.storage.sise: .*; size$/,
      ],
    ],
    [
      'a kind that the definitions of its group do not have',
      {},
      [{ kind: 'Wheel' }],
      [
        /^unknown-kind .* for example.com\/v1\/Wheel; its definition in imports\/crds\/example.com.yaml, then run npm run imports$/,
      ],
    ],
    [
      'a kind of which nobody says when it is healthy',
      {},
      [good],
      [
        /^unknown-health .*: nothing says when a Widget is healthy; health: \{ 'example.com\/Widget': .* in defineFleet of main.ts$/,
      ],
    ],
    [
      'health of a kind that Fleetwright knows',
      { [kind]: 'stateless', 'cert-manager.io/Certificate': 'stateless' },
      [good],
      [/^invalid-setting main.ts health\["cert-manager.io\/Certificate"\]: Fleetwright says already/],
    ],
    [
      'health of a kind that Kubernetes serves',
      { [kind]: 'stateless', 'apps/Deployment': 'stateless' },
      [good],
      [/^invalid-setting main.ts health\["apps\/Deployment"\]: Flux itself knows/],
    ],
    [
      'a status that is none',
      { [kind]: { current: 'true', readyStatus: 'Up' as never } },
      [good],
      [/^invalid-setting main.ts health\["example.com\/Widget"\]: has a readyStatus that is no map/],
    ],
    [
      'health of a kind that is misspelt',
      { [kind]: 'stateless', 'example.com/Gadgt': 'stateless' },
      [good],
      [/^invalid-setting main.ts health\["example.com\/Gadgt"\]: no schema .*; example.com\/Gadget; or/],
    ],
    [
      'health of a kind with its version',
      { [kind]: 'stateless', 'example.com/v1/Gadget': 'stateless' },
      [good],
      [/^invalid-setting main.ts health\["example.com\/v1\/Gadget"\]: is no kind with its group/],
    ],
    [
      'an expression that says nothing',
      { [kind]: { current: ' ' } },
      [good],
      [/^invalid-setting main.ts health\["example.com\/Widget"\]: holds an empty expression/],
    ],
  ])('%s', async (_name, health, objects, expected) => {
    const found = lines(await rendered(health, objects)).filter((line) => !/ two\//.test(line));
    expect(found.toSorted()).toEqual(expected.map((words) => expect.stringMatching(words)));
  });
});

test.each(['cert-manager.io', 'apps'])(
  'a group that the machine has is refused once, with both files: %s',
  async (both) => {
    const found = lines(
      await rendered({ [kind]: 'stateless' }, [good], () => {
        mkdirSync('imports/schemas', { recursive: true });
        copyFileSync(`imports/schemas/${group}.json`, `imports/schemas/${both}.json`);
      }),
    );
    const machine = `imports/schemas/${both === 'apps' ? 'core' : both}.json`;
    expect(found).toEqual([
      expect.stringMatching(
        `^duplicate-group imports/schemas/${both}.json : .*${machine}, too.*imports/crds/${both}.yaml$`,
      ),
    ]);
  },
);

test('the schemas of another machine in the working directory are not the fleet’s own', async () => {
  const found = lines(
    await rendered({ [kind]: 'stateless' }, [], () =>
      copyFileSync(join(machineImports, 'schemas/core.json'), 'imports/schemas/core.json'),
    ),
  );
  expect(found.filter((line) => line.startsWith('duplicate-group'))).toEqual([]);
});
