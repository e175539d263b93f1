import { win32 } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isTakenByFlux } from '../../lib/flux/file-names.ts';
import { identity } from '../../render/identity.ts';
import { filePath } from '../../render/paths.ts';

interface Parts {
  apiVersion: string;
  kind: string;
  name: string;
  namespace?: string;
}

const place = { cluster: 'production', layer: 'apps', chart: 'shortener' };

function rendered({ apiVersion, kind, name, namespace }: Parts, at = place) {
  return { ...at, object: { apiVersion, kind, metadata: { name, ...(namespace !== undefined && { namespace }) } } };
}

describe('a path says cluster, layer, chart, namespace, kind and name', () => {
  test.each<[string, Parts, string]>([
    [
      'an object',
      { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'cart' },
      'shop/Deployment.apps_cart.yaml',
    ],
    [
      'one of the core group',
      { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'cart' },
      'shop/Service_cart.yaml',
    ],
    ['one without a namespace', { apiVersion: 'v1', kind: 'Namespace', name: 'shop' }, '_cluster/Namespace_shop.yaml'],
    [
      'a name of RBAC',
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', name: 'system:Node' },
      '_cluster/ClusterRole.rbac.authorization.k8s.io_system%3A%4Eode.yaml',
    ],
    [
      'a device of Windows',
      { apiVersion: 'v1', kind: 'Service', namespace: 'con', name: 'aux' },
      '%63on/Service_aux.yaml',
    ],
    [
      'a kind that is one',
      { apiVersion: 'e.io/v1', kind: 'Aux', namespace: 'com1.x', name: 'a' },
      'com1%2Ex/%41ux.e.io_a.yaml',
    ],
    [
      'a way out',
      { apiVersion: 'v1', kind: '../Kind', namespace: '..', name: '../../x' },
      '%2E%2E/%2E%2E%2FKind_..%2F..%2Fx.yaml',
    ],
  ])('%s', (_name, parts, path) => expect(filePath(rendered(parts))).toBe(`production/apps/shortener/${path}`));

  test("Flux' own Kustomizations lie in one flat folder", () => {
    const parts = {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      namespace: 'x',
      name: 'shortener',
    };
    const flux = { cluster: 'production', layer: 'flux', chart: '' };
    expect(filePath(rendered(parts, flux))).toBe('production/flux/shortener.yaml');
    expect(filePath(rendered({ ...parts, name: 'con' }, flux))).toBe('production/flux/%63on.yaml');
  });

  test.each([
    ['kustomization', '%6Bustomization.yaml'],
    ['Kustomization', '%4Bustomization.yaml'],
    ['cloudbuild', '%63loudbuild.yaml'],
  ])('and none has a name that Flux or kustomize takes for its own: %s', (name, file) => {
    const object = { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', metadata: { name } };
    expect(filePath({ cluster: 'production', layer: 'flux', chart: '', object })).toBe(`production/flux/${file}`);
  });

  test('the version is not part of it: an object keeps its file when its API moves on', () => {
    const parts = { kind: 'HorizontalPodAutoscaler', namespace: 'shop', name: 'cart' };
    const [old, current] = ['autoscaling/v1', 'autoscaling/v2'].map((apiVersion) =>
      filePath(rendered({ ...parts, apiVersion })),
    );
    expect(current).toBe(old);
  });
});

describe('whatever the names are', () => {
  const name = fc.oneof(
    fc.constantFrom(
      '',
      '.',
      '..',
      'a',
      'A',
      'con',
      'CON',
      'con.',
      'nul.x',
      'lpt9',
      '_cluster',
      'a_b',
      'a~b',
      '%61',
      'a.',
      '.a',
      'a:b',
      'ä',
      'Ä',
      'K',
      '\u212a',
      'kustomization',
      'KUSTOMIZATION',
      'kustomization.yml',
      'cloudbuild',
      '.sourceignore',
      'a.zip',
      '.github',
    ),
    fc.string({ unit: fc.constantFrom(...'abAB01._-~%:/\\ '), maxLength: 6 }),
    fc.string({ unit: 'binary', maxLength: 4 }),
    fc
      .tuple(
        fc.string({ unit: fc.constantFrom(...'aA:ä'), minLength: 150, maxLength: 260 }),
        fc.string({ maxLength: 3 }),
      )
      .map(([long, end]) => long + end),
  );
  const parts = fc.record(
    {
      apiVersion: fc.oneof(
        fc.constant('v1'),
        name.map((group) => `${group.replaceAll('/', '')}/v1`),
      ),
      kind: fc.oneof(fc.constantFrom('Service', 'Deployment', 'Con', 'a'), name),
      name,
      namespace: name,
    },
    { requiredKeys: ['apiVersion', 'kind', 'name'] },
  );

  test('two objects never share a file, not even where case does not count', () => {
    const pair = fc.tuple(parts, parts).chain(([one, other]) =>
      // Mostly twins: all but a part or two are the same.
      fc.tuple(
        fc.constant(one),
        fc.record({
          apiVersion: fc.constantFrom(one.apiVersion, other.apiVersion),
          kind: fc.constantFrom(one.kind, other.kind),
          name: fc.constantFrom(one.name, other.name, one.name.toUpperCase(), `${one.name}x`),
          namespace: fc.constantFrom(one.namespace, other.namespace),
        }),
      ),
    );
    fc.assert(
      fc.property(pair, ([one, other]) => {
        const [a, b] = [rendered(one), rendered(other)];
        fc.pre(one.kind === other.kind || one.kind.toLowerCase() !== other.kind.toLowerCase());
        expect(filePath(a).toLowerCase() === filePath(b).toLowerCase()).toBe(identity(a.object) === identity(b.object));
      }),
      { numRuns: 5_000 },
    );
  });

  test('a path stays in its folder, and every part of it is a name on every file system', () => {
    const isName = (part: string): boolean =>
      /^[A-Za-z0-9._~%-]{1,200}$/.test(part) &&
      !/^\.|\.$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(part) &&
      !isTakenByFlux(part);
    fc.assert(
      fc.property(parts, name, name, name, (parts, cluster, layer, chart) => {
        const path = filePath(rendered(parts, { cluster, layer, chart }));
        expect(win32.normalize(path)).toBe(path.replaceAll('/', win32.sep));
        expect(path.split('/').filter((part) => !isName(part))).toEqual([]);
      }),
      { numRuns: 5_000 },
    );
  });
});
