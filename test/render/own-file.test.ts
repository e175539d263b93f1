import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isOwnFile } from '../../render/own-file.ts';
import { renderedFleet } from '../support/fixture-fleet.ts';

const dist = renderedFleet();

test('all that synth has written is its own', () => {
  expect([...dist].filter(([path, text]) => !isOwnFile(path, text))).toEqual([]);
  expect(dist.size).toBeGreaterThan(150);
});

describe('what synth would have written elsewhere, or not at all, is not its own', () => {
  const name = fc.stringMatching(/^[a-z0-9._-]{1,12}$/);
  const file = fc.constantFrom(...dist.keys());

  test('an object of dist/ at a path that differs in more than the names of cluster, layer and chart', () => {
    const path = fc.oneof(
      fc.array(name, { minLength: 1, maxLength: 8 }).map((parts) => parts.join('/')),
      file,
      fc.tuple(file, name).map(([path, name]) => `${path}/${name}`),
      fc.tuple(file, name).map(([path, name]) => `${name}/${path}`),
    );
    fc.assert(
      fc.property(file, path, (from, to) => {
        const [own, other] = [from.split('/'), to.split('/')];
        const named = own.length === 3 ? [own[1], own[2]] : own.slice(3);
        const isSame = other.length === own.length && other.slice(-2).join('/') === named.join('/');
        expect(isOwnFile(to, dist.get(from) ?? '')).toBe(isSame);
      }),
      { numRuns: 2000 },
    );
  });

  test('any other text at a path of dist/', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom(...dist.values()), fc.json());
    fc.assert(
      fc.property(file, text, (path, text) => {
        expect(isOwnFile(path, text)).toBe(dist.get(path) === text || isSameObject(path, text));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    [
      'a Kubernetes object named like its file',
      'prod/base/web.yaml',
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n',
    ],
    [
      'a kustomization.yaml',
      'prod/flux/kustomization.yaml',
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n',
    ],
    ['what a link leads to', 'prod/apps/web/web/Service_web.yaml', '../outside'],
  ])('%s', (_name, path, text) => expect(isOwnFile(path, text)).toBe(false));
});

/** Whether a text of dist/ stands for the object that lies at a path: that of another cluster may. */
function isSameObject(path: string, text: string): boolean {
  const others = [...dist].filter(([, other]) => other === text).map(([path]) => path.split('/'));
  const parts = path.split('/');
  return others.some(
    (other) => other.length === parts.length && other.slice(-2).join('/') === parts.slice(-2).join('/'),
  );
}
