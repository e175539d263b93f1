// An application is applied with rights in its own namespace alone: what its team cannot do, and what still works so.
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { fluxNamespace, neverPrune } from '../../lib/platform.ts';
import { objectName } from '../../lib/policy/names.ts';
import { asArray, asString, at } from '../../render/fields.ts';
import { identity } from '../../render/identity.ts';
import { isKept } from '../../render/removals.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { hostileObjects } from './hostile.ts';
import { pinnedImage } from '../pinned-image.ts';
import { failure, offer, release, shortenWaits, takingBack, uid, uids } from '../commits.ts';
import type { LoopUnderTest } from '../describe-loop.ts';
import { allReady } from '../loop.ts';
import { Objects } from '../objects.ts';
import { published } from '../published.ts';
import { Rest } from '../rest.ts';
import { rightsOf } from '../rights.ts';
import { until } from '../until.ts';
import { everywhere, inOwnNamespace } from './application-rights.ts';
import { withApplication } from './application.ts';

export function testApplications(under: LoopUnderTest): void {
  withApplication(under.cluster, ['Deployment', 'PodDisruptionBudget'], ({ name }) => testApplication(name, under));
}

function testApplication(name: string, { cluster, loop }: LoopUnderTest): void {
  const account = `applier-${name}`;
  const user = `system:serviceaccount:${fluxNamespace}:${account}`;
  const placed = published(cluster).filter(({ layer }) => layer !== 'flux');
  const objects = placed.map(({ object }) => object);
  const denied = new Set(
    objects
      .filter((object) => asArray(at(object, 'spec.validationActions')).includes('Deny'))
      .map((object) => at(object, 'spec.policyName')),
  );
  const own = placed.filter(({ chart }) => chart === name);
  const tenant = placed.filter(({ chart }) => chart === `${name}-tenant`);
  const route = own.find(({ object }) => object.kind === 'HTTPRoute')?.object;
  const [host] = asArray(at(route, 'spec.hostnames')).map(asString);

  describe('the account of an application', () => {
    let rest: Rest;
    let asAccount: Rest;
    beforeAll(async () => {
      await allReady(loop(), { seconds: 180 });
      const { server } = loop().cluster.api;
      rest = new Rest(server);
      const path = `/api/v1/namespaces/${fluxNamespace}/serviceaccounts/${account}/token`;
      const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
      const token = asString(at(await rest.call('POST', path, request), 'status.token'));
      asAccount = new Rest({ ...server, token });
    }, 240_000);
    afterAll(() => {
      rest.close();
      asAccount.close();
    });

    test.each([
      ['its own namespace', name, { ...everywhere, ...inOwnNamespace }],
      ['the namespace of another', 'monitoring', everywhere],
      ["Flux' namespace", fluxNamespace, everywhere],
      ['the whole cluster', '', everywhere],
    ])('may do in %s what the table says, and nothing else', async (_where, namespace, expected) => {
      expect(await rightsOf(rest, user, namespace)).toEqual(expected);
    });

    test.each(hostileObjects(name, host ?? '').map((hostile) => [hostile.name, hostile] as const))(
      'is asked for %s',
      async (_name, { object, server, policy }) => {
        const objects = new Objects(asAccount);
        const answer = await objects.apply(object, { dryRun: true }).then(
          () => 'admitted',
          (error: unknown) => String(error),
        );
        expect(answer).toMatch(
          policy !== undefined && denied.has(objectName(policy))
            ? `ValidatingAdmissionPolicy '${objectName(policy)}'`
            : server,
        );
      },
    );
  });

  describe('the namespace of an application has no room for', () => {
    const inNamespace = { name: 'large', namespace: name };
    const requests = { cpu: '1m', memory: '1Mi' };
    const restricted = {
      runAsNonRoot: true,
      runAsUser: 1000,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    };
    const pod = (spec: object, limits: object = {}): KubeObject => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: inNamespace,
      spec: {
        containers: [{ name: 'c', image: pinnedImage, resources: { requests, limits }, securityContext: restricted }],
        ...spec,
      },
    });
    const term = { topologyKey: 'kubernetes.io/os', namespaceSelector: {}, labelSelector: {} };
    const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
    const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Ti' } } };

    test.each<[string, KubeObject, RegExp]>([
      ["a pod that keeps others' pods away", pod({ affinity }), /exceeded quota: no-affinity-with-others/],
      ['a container that fills the disk', pod({}, { 'ephemeral-storage': '500Gi' }), /maximum ephemeral-storage usage/],
      [
        'a disk beyond its own',
        { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: inNamespace, spec: claim },
        /exceeded quota: objects/,
      ],
    ])('%s', async (_name, object, refusal) => {
      await allReady(loop(), { seconds: 180 });
      await expect(loop().cluster.objects.apply(object, { dryRun: true })).rejects.toThrow(refusal);
    });

    test('but for an ordinary pod', async () => {
      await expect(loop().cluster.objects.apply(pod({}), { dryRun: true })).resolves.toMatchObject({ kind: 'Pod' });
    });
  });

  describe('an application', () => {
    takingBack(loop, async (running) => shortenWaits(running, 30));

    test('that holds what it may not is applied no further, and nothing of that arrives', async () => {
      const hostile = hostileObjects(name, host ?? '').find(({ object }) => object.kind === 'ClusterRoleBinding');
      if (!hostile) throw new Error('there is no such object');
      const path = `apps/${name}/_cluster/ClusterRoleBinding.rbac.authorization.k8s.io_hostile.yaml`;
      mkdirSync(dirname(inTree(path)), { recursive: true });
      loop().workTree.write(dist(path), stringify(hostile.object));
      const commit = await offer(loop(), 'Take over the cluster');
      expect(await failure(loop(), name, commit)).toContain(`User "${user}" cannot patch`);
      expect(await loop().cluster.objects.get(hostile.object)).toBeUndefined();
    });

    test('rolls out, and is found healthy by its own account', async () => {
      const file = dist(`apps/${name}/${name}/Deployment.apps_${name}.yaml`);
      const text = loop().workTree.read(file);
      // Simulated pods stay ready: to wait until that is sure would prove nothing here.
      const rolled = text
        .replace(/^ {2}minReadySeconds: .*\n/m, '')
        .replace('    spec:\n', '    spec:\n      hostname: another\n');
      loop().workTree.write(file, rolled);
      const deployment = own.find(({ object }) => object.kind === 'Deployment')?.object;
      if (!deployment) throw new Error('there is no such object');
      await release(loop(), 'Replace the pods');
      const rolledOut = await loop().cluster.objects.get(deployment);
      expect(at(rolledOut, 'status.updatedReplicas')).toBe(at(rolledOut, 'status.readyReplicas'));
    });

    test('loses what is removed from Git, the last object of its kind too', async () => {
      const budget = own.find(({ object }) => object.kind === 'PodDisruptionBudget');
      if (!budget) throw new Error('there is no such object');
      rmSync(join(loop().workTree.folder, budget.at));
      await release(loop(), 'Remove the disruption budget');
      expect(await uid(loop(), budget.object)).toBe('');
    });

    test('goes with its account, and leaves nothing that runs unmanaged', async () => {
      const kept = tenant.filter(({ object }) => isKept(object)).map(({ object }) => object.kind);
      expect(kept.toSorted()).toEqual(['Namespace', 'Role', 'RoleBinding', 'ServiceAccount']);
      const before = await uids(loop(), objects);
      for (const path of [`apps/${name}`, `tenants/${name}-tenant`, `flux/${name}.yaml`, `flux/${name}-tenant.yaml`])
        rmSync(inTree(path), { recursive: true });
      await offer(loop(), 'Remove the application');
      const gone = [...own, ...tenant].filter(({ object }) => !isKept(object));
      const after = { ...before, ...Object.fromEntries(gone.map(({ object }) => [identity(object), ''])) };
      await until(async () => isDeepStrictEqual(await uids(loop(), objects), after), {
        what: 'the application is gone, but for what says prune: disabled',
        seconds: 120,
      });
      const pods = async () => (await loop().cluster.objects.list('v1', 'Pod', name)).length;
      await until(async () => (await pods()) === 0, { what: 'its pods are gone' });
    });

    test('that was applied with all rights moves to its account, and no pod restarts', async () => {
      // As it was before: the application's chart holds all of it, and Flux applies that with all rights.
      const moving = tenant.filter(({ object }) => object.metadata.namespace === name && !isKept(object));
      expect(moving.map(({ object }) => object.kind)).toContain('ResourceQuota');
      const now = loop().workTree.git('rev-parse', 'HEAD');
      for (const { at: path } of moving) protect(path);
      await release(loop(), 'Keep what moves');
      const flux = loop().workTree.read(dist(`flux/${name}.yaml`));
      const back = (path: string): string => path.replace(`tenants/${name}-tenant`, `apps/${name}`);
      const namespace = tenant.filter(({ object }) => object.kind === 'Namespace');
      for (const { at: path } of [...moving, ...namespace]) move(path, back(path));
      rmSync(inTree(`tenants/${name}-tenant`), { recursive: true });
      rmSync(inTree(`flux/${name}-tenant.yaml`));
      const without = flux.replace(/ {2}- name: .*-tenant\n.*\n/, '').replace(/ {2}serviceAccountName: .*\n/, '');
      loop().workTree.write(dist(`flux/${name}.yaml`), without);
      await release(loop(), 'As it was before');
      await until(isScaled, { what: 'the autoscaler has made the pods that it wants' });
      const before = await watched();

      loop().workTree.git('read-tree', '--reset', '-u', now);
      await release(loop(), 'Move to an account');
      expect(await watched()).toEqual(before);
      for (const { chart, object } of [...own, ...tenant])
        expect((await loop().cluster.objects.get(object))?.metadata.labels).toMatchObject({
          'kustomize.toolkit.fluxcd.io/name': chart,
        });
    }, 300_000);
  });

  async function isScaled(): Promise<boolean> {
    const autoscaler = own.find(({ object }) => object.kind === 'HorizontalPodAutoscaler');
    const deployment = own.find(({ object }) => object.kind === 'Deployment');
    const ready = deployment && at(await loop().cluster.objects.get(deployment.object), 'status.readyReplicas');
    return ready === (autoscaler ? at(autoscaler.object, 'spec.minReplicas') : at(deployment?.object, 'spec.replicas'));
  }

  /** What must live through the move: pods, and what guards them. */
  async function watched(): Promise<Record<string, string>> {
    const pods = await loop().cluster.objects.list('v1', 'Pod', name);
    const guards = tenant.filter(({ object }) => object.metadata.namespace === name && !isKept(object));
    return uids(loop(), [...pods, ...[...own, ...guards].map(({ object }) => object)]);
  }

  function protect(path: string): void {
    const text = loop().workTree.read(path);
    loop().workTree.write(path, text.replace('metadata:\n', `metadata:\n  annotations:\n    ${stringify(neverPrune)}`));
  }

  function move(from: string, to: string): void {
    const { folder } = loop().workTree;
    mkdirSync(dirname(join(folder, to)), { recursive: true });
    renameSync(join(folder, from), join(folder, to));
  }

  function inTree(path: string): string {
    return join(loop().workTree.folder, dist(path));
  }

  function dist(path: string): string {
    return `dist/${cluster}/${path}`;
  }
}
