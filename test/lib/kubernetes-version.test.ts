// A cluster's Kubernetes is data: any minor version will do, and who has another than the machine is told what that means.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { kubernetesFaults, knownKubernetes, otherKubernetes } from '../../lib/kubernetes-version.ts';
import { readPin } from '../../tools/pin.ts';
import { workshop } from '../../tools/workshop.ts';

test('the version that the machine knows is that of its schemas and of the API server that it runs', async () => {
  const [, schemas] =
    /k8s\.io\/kubernetes v(\d+\.\d+)\./.exec(readFileSync('imports/sources/kubernetes/go.mod', 'utf8')) ?? [];
  const { release } = await readPin('kube-apiserver', workshop().pins);
  expect([schemas, release.replace(/\.\d+$/, '')]).toEqual([knownKubernetes, knownKubernetes]);
});

test.each(['1.35', '1.36', '1.40', '2.0'])('%s is a minor version', (version) => {
  expect(kubernetesFaults(version)).toEqual([]);
});

test.each(['1.36.3', 'v1.36', '1', '', '1.x', '1.036'])('%j is refused', (version) => {
  expect(kubernetesFaults(version)).toEqual([
    {
      field: 'kubernetes',
      problem: `"${version}" is no minor version of Kubernetes`,
      write: `major and minor, such as "${knownKubernetes}"`,
    },
  ]);
});

describe('clusters with another version', () => {
  const cluster = (name: string, kubernetes: string) => ({ name, kubernetes });

  test('are named, once for each version', () => {
    const clusters = [cluster('a', '1.20'), cluster('b', knownKubernetes), cluster('c', '1.21'), cluster('d', '1.20')];
    expect(otherKubernetes(clusters, 'here it is')).toEqual([
      `Kubernetes is 1.20 in a, d, and here it is ${knownKubernetes}: where they differ, only the cluster shows it.`,
      `Kubernetes is 1.21 in c, and here it is ${knownKubernetes}: where they differ, only the cluster shows it.`,
    ]);
  });

  test('are not there, and nothing is said', () => {
    expect(otherKubernetes([cluster('b', knownKubernetes)], 'here it is')).toEqual([]);
  });
});
