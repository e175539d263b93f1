import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { parseSopsDocument } from '../../lib/secrets/sops-document.ts';
import { filePath } from '../../render/paths.ts';
import { type Placed, placedIn } from '../../render/read-objects.ts';
import { readObjects, removals } from '../../render/removals.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { toYaml } from '../../render/yaml.ts';
import { text as encrypted } from '../lib/secrets/encrypted.ts';

const none = { allowed: new Set<string>() };
const prune = 'kustomize.toolkit.fluxcd.io/prune';

function placed(chart: string, object: KubeObject, cluster = 'production'): Placed {
  return { at: `dist/${cluster}/apps/${chart}/${object.metadata.name}.yaml`, cluster, layer: 'apps', chart, object };
}

function object(
  apiVersion: string,
  kind: string,
  name: string,
  rest: object = {},
  annotations?: Record<string, string>,
): KubeObject {
  return { apiVersion, kind, metadata: { name, namespace: 'shop', ...(annotations && { annotations }) }, ...rest };
}

/** As many ConfigMaps as asked for in a chart. */
function configMaps(chart: string, count: number, from = 0): Placed[] {
  return Array.from({ length: count }, (_, index) =>
    placed(chart, object('v1', 'ConfigMap', `${chart}-${from + index}`)),
  );
}

function codes(before: Placed[], after: Placed[], consent: Parameters<typeof removals>[2] = none): string[] {
  return removals(before, after, consent).map(({ code, at }) => `${code} ${at}`);
}

describe('a slip cannot empty a cluster', () => {
  const before = [...configMaps('shop', 6), ...configMaps('cart', 2)];

  test('a quarter of its objects may go, one more may not', () => {
    const hundred = configMaps('shop', 100);
    expect(codes(hundred, hundred.slice(25))).toEqual([]);
    expect(codes(hundred, hundred.slice(26))).toEqual(['removes-too-much production']);
  });

  test('what a cluster was filled up with makes no room', () => {
    const padded = [...configMaps('padding', 1000), ...before];
    expect(codes(padded, padded.slice(50))).toEqual([]);
    expect(codes(padded, padded.slice(51))).toEqual(['removes-too-much production']);
    expect(codes(padded, padded.slice(0, -2))).toEqual(['removes-too-much production/cart']);
  });

  test('nor can it empty a chart: more than half of its objects, or all of them, may not go', () => {
    const others = configMaps('others', 100);
    const chart = [...others, ...configMaps('large', 12)];
    expect(codes(chart, chart.slice(0, -6))).toEqual([]);
    expect(codes(chart, chart.slice(0, -7))).toEqual(['removes-too-much production/large']);
    const small = [...others, ...configMaps('small', 5)];
    expect(codes(small, small.slice(0, -4))).toEqual([]);
    expect(codes(small, others)).toEqual(['removes-too-much production/small']);
    expect(codes(small, others, { allowed: new Set(['production/small']) })).toEqual([]);
  });

  test('the message says how much, of which charts, and how to agree', () => {
    expect(removals(before, before.slice(0, 1), none)).toEqual([
      {
        code: 'removes-too-much',
        at: 'production',
        field: '',
        problem: '7 of 8 objects (88 %) would be deleted from the cluster: those of production/cart, production/shop',
        write:
          'if it is meant: npm run synth -- --allow-removals production/cart,production/shop, and in the commit the trailer Allow-Removals: production/cart,production/shop',
        charts: ['production/cart', 'production/shop'],
      },
    ]);
  });

  test('a cluster that is not composed any more counts as all of it', () => {
    expect(codes(before, [])).toEqual(['removes-too-much production']);
  });

  test('one cluster does not make up for another', () => {
    const dev = Array.from({ length: 100 }, (_, index) => placed('shop', object('v1', 'ConfigMap', `${index}`), 'dev'));
    expect(codes([...before, ...dev], dev)).toEqual(['removes-too-much production']);
  });

  test('objects are counted by identity: a new version, other content or another path is no removal', () => {
    const old = [placed('shop', object('autoscaling/v1', 'HorizontalPodAutoscaler', 'a', { spec: { a: 1 } }))];
    const now = [{ ...placed('shop', object('autoscaling/v2', 'HorizontalPodAutoscaler', 'a')), layer: 'platform' }];
    expect(codes(old, now)).toEqual([]);
    const twin = [placed('shop', object('example.com/v1', 'HorizontalPodAutoscaler', 'a'))];
    expect(codes(old, twin)).toEqual(['removes-too-much production']);
  });

  test('what is consented to does not count, in that chart only', () => {
    expect(codes(before, [], { allowed: new Set(['production/shop']) })).toEqual(['removes-too-much production/cart']);
    expect(codes(before, [], { allowed: new Set(['production/cart']) })).toEqual(['removes-too-much production']);
    expect(codes(before, [], { allowed: new Set(['dev/shop']) })).toEqual(['removes-too-much production']);
    expect(codes(before, [], { allowed: 'all' })).toEqual([]);
  });

  test("Flux' Kustomizations follow their charts and count for nothing", () => {
    const flux = Array.from({ length: 50 }, (_, index) => ({
      ...placed('', object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', `${index}`)),
      layer: 'flux',
    }));
    expect(codes([...before, ...flux], before)).toEqual([]);
    expect(codes([...before, ...flux], [...before.slice(0, 5), ...flux])).toEqual(['removes-too-much production']);
  });

  test('before a first synth there is nothing to guard', () => expect(codes([], before)).toEqual([]));
});

describe('what no commit brings back does not go without consent', () => {
  const helmRelease = 'helm.toolkit.fluxcd.io/v2';
  const filler = configMaps('filler', 20);

  test.each<[string, KubeObject, RegExp]>([
    ['a namespace', object('v1', 'Namespace', 'a'), /everything in it/],
    ['a volume', object('v1', 'PersistentVolumeClaim', 'a'), /its data/],
    ['a volume by itself', object('v1', 'PersistentVolume', 'a'), /its data/],
    ['a snapshot', object('snapshot.storage.k8s.io/v1', 'VolumeSnapshot', 'a'), /the snapshot/],
    [
      'a StatefulSet that takes its claims along',
      object('apps/v1', 'StatefulSet', 'a', {
        spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } },
      }),
      /its claims and their data/,
    ],
    ['a definition', object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'a'), /every object of its kind/],
    [
      'a release with CRDs',
      object(helmRelease, 'HelmRelease', 'a', { spec: { install: { crds: 'CreateReplace' } } }),
      /CRDs/,
    ],
    ['a release that does not say', object(helmRelease, 'HelmRelease', 'a', { spec: {} }), /CRDs/],
    [
      'a release that provides kinds in another way',
      object(
        helmRelease,
        'HelmRelease',
        'a',
        { spec: { install: { crds: 'Skip' } } },
        { 'fleetwright.dev/provides': 'example.com' },
      ),
      /CRDs/,
    ],
    [
      'a resource in Azure',
      object('containerservice.azure.com/v1api20240901', 'ManagedCluster', 'a'),
      /resource in Azure/,
    ],
    ['an object that Flux keeps', object('v1', 'Secret', 'a', {}, { [prune]: 'disabled' }), /cared for by nobody/],
  ])('%s', (_name, precious, problem) => {
    const before = [...filler, placed('shop', precious)];
    expect(removals(before, filler, none)).toEqual([
      expect.objectContaining({
        code: 'removes-protected',
        at: 'dist/production/apps/shop/a.yaml',
        problem: expect.stringMatching(problem),
      }),
    ]);
    expect(codes(before, before)).toEqual([]);
    expect(codes(before, filler, { allowed: new Set(['production/shop']) })).toEqual([]);
  });

  test.each<[string, KubeObject]>([
    ['a Deployment', object('apps/v1', 'Deployment', 'a')],
    ['a release that skips its CRDs', object(helmRelease, 'HelmRelease', 'a', { spec: { install: { crds: 'Skip' } } })],
    ['a kind that is called as one', object('notazure.com/v1', 'Namespace', 'a')],
    ['an object that Flux may prune', object('v1', 'Secret', 'a', {}, { [prune]: 'enabled' })],
  ])('but %s may', (_name, ordinary) => {
    expect(codes([...filler, placed('filler', ordinary)], filler)).toEqual([]);
  });

  describe('and a release that stays is not taken for another, which Helm would install anew:', () => {
    const spec = {
      releaseName: 'broker',
      targetNamespace: 'broker',
      storageNamespace: 'broker',
      chartRef: { kind: 'OCIRepository', name: 'broker' },
      install: { crds: 'Skip' },
    };
    const release = (change: object, url = 'oci://registry.example.com/charts/broker'): Placed[] => [
      placed('shop', object(helmRelease, 'HelmRelease', 'broker', { spec: { ...spec, ...change } })),
      placed('shop', object('source.toolkit.fluxcd.io/v1', 'OCIRepository', 'broker', { spec: { url } })),
    ];

    test.each<[string, Placed[]]>([
      ['another name', release({ releaseName: 'other' })],
      ['no name, so one that Flux makes', release({ releaseName: undefined })],
      ['another namespace', release({ targetNamespace: 'monitoring' })],
      ['another place to be kept in', release({ storageNamespace: undefined })],
      ['another chart', release({}, 'oci://registry.example.com/charts/other')],
      ['another source', release({ chartRef: { kind: 'OCIRepository', name: 'other' } })],
    ])('%s', (_name, after) => {
      expect(removals(release({}), after, none)).toEqual([
        expect.objectContaining({
          code: 'removes-protected',
          problem: expect.stringMatching(/instead of "broker\/broker\/broker\/broker": Flux would uninstall/),
        }),
      ]);
      expect(codes(release({}), after, { allowed: new Set(['production/shop']) })).toEqual([]);
    });

    const template = { kind: 'HelmRepository', name: 'charts' };
    test.each<[string, object]>([
      ['a HelmChart', { chartRef: { kind: 'HelmChart', name: 'broker' } }],
      ['a chart of its own', { chartRef: null, chart: { spec: { chart: 'broker', sourceRef: template } } }],
      ['a path in a repository', { chartRef: null, chart: { spec: { chart: './charts/broker' } } }],
    ])('the same chart by %s is the same release, and another one is not', (_name, change) => {
      const chart = (name: string): Placed[] => [
        ...release(JSON.parse(JSON.stringify(change).replaceAll('broker"', `${name}"`)) as object),
        placed(
          'shop',
          object('source.toolkit.fluxcd.io/v1', 'HelmChart', 'broker', {
            spec: { chart: 'broker', sourceRef: template },
          }),
        ),
        placed(
          'shop',
          object('source.toolkit.fluxcd.io/v1', 'HelmChart', 'other', {
            spec: { chart: 'other', sourceRef: template },
          }),
        ),
      ];
      const files = chart('other').map((one) => [filePath(one), toYaml(one.object)] as const);
      expect(codes(release({}), chart('broker'))).toEqual([]);
      expect(codes(release({}), chart('other'))).toEqual([expect.stringMatching(/^removes-protected /)]);
      withTree(new Map(files), (dist) => {
        expect(codes(readObjects(dist, 'all'), chart('other'))).toEqual([]);
        expect(codes(readObjects(dist, 'all'), chart('broker'))).toHaveLength(1);
      });
    });

    test('the same chart from another registry is the same release, and so is what says its defaults', () => {
      expect(codes(release({}), release({}, 'oci://mirror.example.com/broker'))).toEqual([]);
      const unsaid = release({ releaseName: undefined, storageNamespace: undefined });
      expect(codes(unsaid, release({ releaseName: 'broker-broker', storageNamespace: 'shop' }))).toEqual([]);
    });

    test('as it is read from files, too', () =>
      withTree(
        new Map(release({}).map(({ object }) => [`production/apps/shop/${object.kind}.yaml`, toYaml(object)])),
        (dist) => {
          const before = readObjects(dist, 'all');
          expect(codes(before, release({}))).toEqual([]);
          expect(codes(before, release({ releaseName: 'other' }))).toEqual([
            `removes-protected ${dist}/production/apps/shop/HelmRelease.yaml`,
          ]);
        },
      ));
  });
});

describe('a number of pods that Git says no more (kubernetes/website#29739)', () => {
  const filler = configMaps('shop', 5);
  const counted = (kind: string, replicas?: unknown, apiVersion = 'apps/v1'): Placed[] => [
    ...filler,
    placed('shop', object(apiVersion, kind, 'web', { spec: replicas === undefined ? {} : { replicas } })),
  ];

  test.each([
    ['Deployment', 'apps/v1'],
    ['StatefulSet', 'apps/v1'],
    ['ReplicaSet', 'apps/v1'],
    ['ReplicationController', 'v1'],
  ])('would leave one pod of a %s, so it is refused with the way to keep them', (kind, apiVersion) => {
    const [found, ...rest] = removals(counted(kind, 3, apiVersion), counted(kind, undefined, apiVersion), none);
    expect(rest).toEqual([]);
    expect(found).toMatchObject({
      code: 'drops-replicas',
      at: 'dist/production/apps/shop/web.yaml',
      field: 'spec.replicas',
    });
    const handover = `{"apiVersion":"${apiVersion}","kind":"${kind}","metadata":{"name":"web","namespace":"shop"},"spec":{"replicas":3}}`;
    expect(found?.write).toContain(
      `echo '${handover}' | kubectl apply --server-side --field-manager=handover -f -. Then if it is meant: npm run synth -- --allow-removals production/shop, and`,
    );
  });

  test.each([
    ['HorizontalPodAutoscaler', 'autoscaling/v2', 'minReplicas', 3, 1],
    ['ScaledObject', 'keda.sh/v1alpha1', 'minReplicaCount', 1, 0],
    ['Prometheus', 'monitoring.coreos.com/v1', 'replicas', 2, 1],
    ['Prometheus', 'monitoring.coreos.com/v1', 'shards', 3, 1],
    ['Alertmanager', 'monitoring.coreos.com/v1', 'replicas', 3, 1],
    ['PrometheusAgent', 'monitoring.coreos.com/v1alpha1', 'replicas', 2, 1],
    ['PrometheusAgent', 'monitoring.coreos.com/v1alpha1', 'shards', 2, 1],
    ['ThanosRuler', 'monitoring.coreos.com/v1', 'replicas', 2, 1],
  ])(
    'of a %s falls to the default as well, and is written where that is meant',
    (kind, apiVersion, field, most, usual) => {
      const saying = (spec: object): Placed[] => [...filler, placed('shop', object(apiVersion, kind, 'web', { spec }))];
      expect(removals(saying({ [field]: most }), saying({}), none)).toMatchObject([
        {
          code: 'drops-replicas',
          field: `spec.${field}`,
          problem: `is not said any more: Flux takes the ${most} back, and the default is ${usual}`,
          write: expect.stringContaining(`${most}; or ${usual}, where that is meant. Or if it is meant: `),
        },
      ]);
      expect(codes(saying({ [field]: most }), saying({ [field]: usual }))).toEqual([]);
      expect(codes(saying({ [field]: usual }), saying({}))).toEqual([]);
      const files = ({ object: made }: Placed) => [`production/apps/shop/${kind}.yaml`, toYaml(made)] as const;
      withTree(
        new Map(
          saying({ [field]: most, other: 1 })
            .slice(-1)
            .map(files),
        ),
        (dist) =>
          expect(readObjects(dist, 'all').map(({ object: { spec } }) => spec)).toEqual([{ [field]: String(most) }]),
      );
    },
  );

  test('of a Prometheus is two numbers, each with its own word', () => {
    const saying = (spec: object): Placed[] => [
      ...filler,
      placed('shop', object('monitoring.coreos.com/v1', 'Prometheus', 'web', { spec })),
    ];
    const fields = (after: object) =>
      removals(saying({ replicas: 2, shards: 3 }), saying(after), none).map(({ field }) => field);
    expect(fields({})).toEqual(['spec.replicas', 'spec.shards']);
    expect(fields({ replicas: 2 })).toEqual(['spec.shards']);
    expect(fields({ replicas: 2, shards: 3 })).toEqual([]);
  });

  test.each([
    ['one pod', counted('Deployment', 1), counted('Deployment')],
    ['no pod', counted('Deployment', 0), counted('Deployment')],
    ['a lower number, which is meant', counted('Deployment', 3), counted('Deployment', 1)],
    ['a number that comes', counted('Deployment'), counted('Deployment', 3)],
    ['no number before and after', counted('Deployment'), counted('Deployment')],
    ['a kind of somebody else', counted('Broker', 3, 'example.com/v1'), counted('Broker', undefined, 'example.com/v1')],
    ['an object that goes', counted('Deployment', 3), filler],
  ])('is no matter of %s', (_name, before, after) => expect(codes(before, after)).toEqual([]));

  test('may go with the consent of its chart', () => {
    const allowed = { allowed: new Set(['production/shop']) };
    expect(codes(counted('Deployment', 3), counted('Deployment'), allowed)).toEqual([]);
  });

  test('is read from files, whatever else they hold', () => {
    const tree = (spec: object): ReadonlyMap<string, string> =>
      new Map(
        ['Deployment', 'StatefulSet'].map((kind) => [
          `production/apps/shop/${kind}.yaml`,
          toYaml(object('apps/v1', kind, 'web', { spec })),
        ]),
      );
    const read = (spec: object): Placed[] => {
      let found: Placed[] = [];
      withTree(tree(spec), (dist) => void (found = readObjects(dist, 'all')));
      return found;
    };
    const rest = { selector: {}, template: { spec: { replicas: 7 } } };
    expect(removals(read({ ...rest, replicas: 3 }), read(rest), none).map(({ code }) => code)).toEqual([
      'drops-replicas',
      'drops-replicas',
    ]);
    expect(removals(read(rest), read(rest), none)).toEqual([]);
  });
});

describe('an object that moves to another chart could be deleted on the way', () => {
  const filler = configMaps('shop', 5);
  const moving = object('apps/v1', 'Deployment', 'web');

  test('so a move is refused, and the safe way said', () => {
    const [found, ...rest] = removals([...filler, placed('shop', moving)], [...filler, placed('cart', moving)], none);
    expect(rest).toEqual([]);
    expect(found).toMatchObject({ code: 'moves-object', at: 'dist/production/apps/shop/web.yaml' });
    expect(found?.problem).toContain('would move to the chart cart');
    expect(found?.write).toContain(`${prune}: disabled`);
    expect(found?.write).toContain('--allow-removals production/shop,');
  });

  test('a chart that is renamed is one finding, not one for each object', () => {
    const renamed = filler.map(({ object }) => placed('store', object));
    expect(codes(filler, renamed)).toEqual(['renames-chart production/shop']);
    expect(removals(filler, renamed, none)[0]?.problem).toContain('would become the chart store (5 objects)');
  });

  test('what Flux keeps from pruning already may move', () => {
    const kept = object('apps/v1', 'Deployment', 'web', {}, { [prune]: 'disabled' });
    expect(codes([...filler, placed('shop', kept)], [...filler, placed('cart', kept)])).toEqual([]);
    expect(codes([...filler, placed('shop', moving)], [...filler, placed('cart', kept)])).toHaveLength(1);
  });

  test('with the consent of the chart that loses it, it may', () => {
    const [before, after] = [
      [...filler, placed('shop', moving)],
      [...filler, placed('cart', moving)],
    ];
    expect(codes(before, after, { allowed: new Set(['production/shop']) })).toEqual([]);
    expect(codes(before, after, { allowed: new Set(['production/cart']) })).toHaveLength(1);
  });

  test('a layer is a folder for the eye: a chart may change it', () => {
    expect(
      codes(
        filler,
        filler.map((placed) => ({ ...placed, layer: 'platform' })),
      ),
    ).toEqual([]);
  });
});

describe('what was published is read from its files', () => {
  test('whatever the objects hold, with what the guard needs of them', () => {
    const objects = fc.uniqueArray(
      fc.record({
        apiVersion: fc.constantFrom('v1', 'apps/v1', 'helm.toolkit.fluxcd.io/v2'),
        kind: fc.constantFrom('ConfigMap', 'HelmRelease'),
        metadata: fc.record({
          name: fc.string({ minLength: 1, maxLength: 4 }),
          namespace: fc.constant('shop'),
          annotations: fc.dictionary(fc.string({ minLength: 1 }), fc.string()),
        }),
        spec: fc.record({
          text: fc.constantFrom('kind: Fake\nmetadata:\n  name: fake\n', 'install:\n  crds: x\n'),
          install: fc.constant({ crds: 'Skip' }),
        }),
      }),
      { maxLength: 5, selector: (object) => filePath({ ...place, object }) },
    );
    const place = { cluster: 'production', layer: 'apps', chart: 'shop' };
    fc.assert(
      fc.property(objects, (objects) => {
        withTree(new Map(objects.map((object) => [filePath({ ...place, object }), toYaml(object)])), (dist) => {
          const found = readObjects(dist, ['production', 'missing']);
          const expected = objects.map((object) => {
            const { spec, ...head } = object;
            return {
              at: `${dist}/${filePath({ ...place, object })}`,
              ...place,
              object: object.kind === 'HelmRelease' ? { ...head, spec: { install: spec.install } } : head,
            };
          });
          expect(sorted(found)).toEqual(sorted(JSON.parse(JSON.stringify(expected)) as Placed[]));
        });
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    ['whose members stand in another order', (text: string) => text.replace(/^(apiVersion.*\n)(kind.*\n)/, '$2$1')],
    ['whose name looks like a number', (text: string) => text.replace('name: api-token', "name: '1e3'")],
    [
      'that bears the annotation',
      (text: string) => text.replace('type:', `    annotations:\n        ${prune}: disabled\ntype:`),
    ],
    [
      'that was published before its reader was so strict',
      (text: string) => text.replace('type:', '    labels:\n        app: shop\ntype:'),
    ],
  ])('an encrypted document too, %s', (_name, change) => {
    const text = change(encrypted);
    withTree(new Map([['dev/apps/shop/shop/Secret_token.yaml', text]]), (dist) => {
      const { apiVersion, kind, metadata } = parse(text) as KubeObject;
      expect(readObjects(dist, 'all').map(({ object }) => object)).toEqual([{ apiVersion, kind, metadata }]);
    });
  });

  test('whatever lets an encrypted file in also reads it back, byte order mark or not', () => {
    const text = encrypted;
    const characters = fc.oneof(fc.constant('\u{feff}'), fc.string({ unit: 'binary', minLength: 1, maxLength: 2 }));
    fc.assert(
      fc.property(fc.oneof(fc.constant(0), fc.nat({ max: 150 })), characters, (index, added) => {
        const changed = text.slice(0, index) + added + text.slice(index);
        const { document } = parseSopsDocument(changed);
        const read = () => placedIn('dist', 'dev/apps/shop/shop/Secret_token.yaml', changed).object.metadata;
        expect(document ? read() : 'refused').toEqual(document ? document.metadata : 'refused');
      }),
      { numRuns: 500 },
    );
  });

  test('a conflict below what identifies an object does no harm; one in it is named, with the way out', () => {
    const conflict = '<<<<<<< HEAD\n  a: 1\n=======\n  a: 2\n>>>>>>> branch\n';
    const file = 'dev/apps/shop/shop/ConfigMap_a.yaml';
    withTree(new Map([[file, `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n${conflict}`]]), (dist) =>
      expect(readObjects(dist, 'all')).toHaveLength(1),
    );
    withTree(new Map([[file, `apiVersion: v1\nkind: ConfigMap\nmetadata:\n${conflict}`]]), (dist) =>
      expect(() => readObjects(dist, 'all')).toThrow(/ConfigMap_a\.yaml holds no Kubernetes object .*git checkout/),
    );
  });

  test('a missing folder holds nothing', () => {
    expect(readObjects('no/such/folder', 'all')).toEqual([]);
    expect(readObjects('no/such/folder', ['production'])).toEqual([]);
  });
});

function withTree(files: ReadonlyMap<string, string>, use: (dist: string) => void): void {
  const dist = mkdtempSync(join(tmpdir(), 'fleetwright-removals-'));
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(dist, path)), { recursive: true });
      writeFileSync(join(dist, path), text);
    }
    use(dist);
  } finally {
    rmSync(dist, { recursive: true });
  }
}

function sorted(objects: readonly Placed[]): Placed[] {
  return objects.toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

describe("Flux' own Kustomizations", () => {
  const sourceRef = { kind: 'GitRepository', name: 'fleetwright' };
  const kustomization = (name: string, path = `./dist/production/apps/${name}`): Placed => ({
    ...placed('', object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', name, { spec: { path, sourceRef } })),
    layer: 'flux',
  });
  const charts = [...configMaps('shop', 6), ...configMaps('cart', 6)];
  const before = [...charts, kustomization('shop'), kustomization('cart')];

  test('do not go alone: with one that goes, all objects of its chart count as gone', () => {
    expect(codes(before, [...charts, kustomization('cart')])).toEqual(['removes-too-much production']);
    expect(codes(before, before)).toEqual([]);
  });

  test('are not led to another folder: then too all objects of the chart count as gone', () => {
    expect(
      codes(before, [...charts, kustomization('cart'), kustomization('shop', './dist/production/apps/other')]),
    ).toEqual(['removes-too-much production']);
  });

  test('may follow their chart to another layer', () => {
    const moved = charts.map((placed) => (placed.chart === 'shop' ? { ...placed, layer: 'platform' } : placed));
    const after = [...moved, kustomization('cart'), kustomization('shop', './dist/production/platform/shop')];
    expect(codes(before, after)).toEqual([]);
  });

  test.each([
    ['all gone', []],
    [
      'all led elsewhere',
      [kustomization('shop', './dist/production/none'), kustomization('cart', './dist/dev/apps/cart')],
    ],
  ])('do not all go while the cluster stays, whoever consents: %s', (_name, left) => {
    const after = [...charts, ...left];
    expect(codes(before, after, { allowed: 'all' })).toEqual(['empties-root production']);
    expect(codes(before, after, { allowed: new Set(['production/shop', 'production/cart']) })).toEqual([
      'empties-root production',
    ]);
  });

  test('go with a cluster that goes as a whole, where everybody consents', () => {
    expect(codes(before, [], { allowed: new Set(['production/shop', 'production/cart']) })).toEqual([]);
    expect(codes(before, [])).toEqual(['removes-too-much production']);
  });

  test.each([
    ["among Flux' own", kustomization('fleetwright-flux')],
    [
      'among the objects of a chart',
      placed('shop', object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'fleetwright-flux')),
    ],
    [
      'in an older version of its API',
      placed('shop', object('kustomize.toolkit.fluxcd.io/v1beta2', 'Kustomization', 'fleetwright-flux')),
    ],
  ])('never take the place of the root, which is named after the source, whoever consents: %s', (_name, root) => {
    expect(codes(before, [...before, root], { allowed: 'all' })).toEqual([`replaces-root ${root.at}`]);
  });

  test('are read with the folder that they are about, and the source', () => {
    const path = 'production/flux/shop.yaml';
    withTree(new Map([[path, toYaml(kustomization('shop').object)]]), (dist) =>
      expect(readObjects(dist, 'all')).toEqual([{ ...kustomization('shop'), at: `${dist}/${path}` }]),
    );
  });
});
