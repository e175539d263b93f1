// What Kubernetes does about trouble with the sample service, seen on real pods of dist/production.
import { beforeAll, expect, test } from '@jest/globals';
import { name, ports } from '../../../app/contract.ts';
import { at } from '../../../render/fields.ts';
import { release } from '../../../loop/commits.ts';
import { unboundLabel } from '../../../lib/policy/names.ts';
import { isReady } from '../../../loop/conditions.ts';
import type { Reference } from '../../../loop/objects.ts';
import { until } from '../../../loop/until.ts';
import { editPodTemplate } from './deployment-file.ts';
import { describeNode } from '../../../loop/node/describe-node.ts';
import { evaluate, hang, hoard } from '../../../loop/node/inside.ts';
import { writeLinks, writeToken } from './mounted.ts';
import { again, containerOf, containersOf, namesIn, pods, steady, withoutLiveness } from './pods.ts';
import { nodeName } from '../../../loop/node/kubelet.ts';
import { openSampleService, serviceOf } from '../../../loop/node/sample-service.ts';
import { ask, during, send } from './traffic.ts';

const cluster = 'production';
const sample = { name, ports };
const service = serviceOf(sample);
const deployment: Reference = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: name } };
const budget: Reference = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name, namespace: name },
};
const token: Reference = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'api-token', namespace: name } };

const namespace: Reference = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
/** A change of the namespace, after which its pods need no probe. */
const unbound = (value: string | null) => ({ metadata: { labels: { [unboundLabel('container-probes')]: value } } });

/** Waits that would make up most of the tests' time; all else is as rendered. In seconds: */
const shorter = [
  [['spec', 'containers', 0, 'livenessProbe', 'periodSeconds'], 2],
  [['spec', 'containers', 0, 'lifecycle', 'preStop', 'sleep', 'seconds'], 3],
  [['spec', 'terminationGracePeriodSeconds'], 8],
] as const;

describeNode(
  'self-healing',
  { cluster, change: (workTree) => editPodTemplate(workTree, cluster, shorter) },
  ({ loop, kubectl, programs }) => {
    let url: string;
    let link: string;
    beforeAll(async () => {
      url = await openSampleService(sample, loop().cluster);
      link = `${url}/flux`;
    });

    test('a process that hangs is restarted by its liveness probe, alone, and would not be without one', async () => {
      const before = await steady(loop());
      const [hanging = missing(), ...others] = before;
      await loop().cluster.objects.merge(namespace, unbound('true'));
      // A policy bites, and lets go, a moment after.
      const unwatched = await until(() => loop().cluster.objects.apply(withoutLiveness(hanging)), {
        what: 'a pod without a probe is let in',
      });
      await loop().cluster.objects.merge(namespace, unbound(null));
      await until(async () => isReady(await again(loop(), unwatched)), { what: 'the pod without the probe is ready' });

      for (const pod of [unwatched, hanging]) await evaluate(kubectl(), pod, hang);

      await until(async () => containerOf(await again(loop(), hanging)).restarts === 1, { what: 'it is restarted' });
      expect(containerOf(await again(loop(), unwatched)).restarts).toBe(0);
      await loop().cluster.objects.delete(unwatched);
      expect(containersOf(await steady(loop()))).toMatchObject(containersOf(others));
    }, 180_000);

    test('a container over its memory limit is killed and restarted, and no other with it', async () => {
      const [greedy = missing(), ...others] = await steady(loop());
      const { restarts } = containerOf(greedy);

      await evaluate(kubectl(), greedy, hoard);

      await until(async () => containerOf(await again(loop(), greedy)).restarts > restarts, {
        what: 'it is restarted',
      });
      expect(containerOf(await again(loop(), greedy)).lastEnd).toBe('OOMKilled');
      expect(containersOf(await steady(loop()))).toMatchObject(containersOf(others));
    }, 180_000);

    test('a pod that is not ready gets no request, unless its Service says that it may', async () => {
      await steady(loop());
      // Without links no pod of this service ever becomes ready; it answers 503.
      const container = { name, env: [{ name: 'LINKS_FILE', value: '/nowhere' }] };
      const change = { spec: { template: { spec: { containers: [container] } } } };
      await loop().cluster.objects.apply({ ...deployment, ...change }, { manager: 'somebody' });
      await until(async () => (await pods(loop())).some((pod) => containerOf(pod).started && !isReady(pod)), {
        what: 'a pod runs that is not ready',
      });

      expect(await send(link, 200)).toEqual({ answered: 200, lost: [] });

      await loop().cluster.objects.merge(service, { spec: { publishNotReadyAddresses: true } });
      await until(async () => (await ask(link)) === 503, { what: 'the pod is asked' });
      await loop().cluster.objects.merge(service, { spec: { publishNotReadyAddresses: false } });
      await loop().cluster.objects.apply(deployment, { manager: 'somebody' });
    }, 180_000);

    test('a changed ConfigMap that is pushed replaces every pod, and no request is lost', async () => {
      const before = await steady(loop());
      writeLinks(loop(), cluster, { flux: 'https://fluxcd.io/', helm: 'https://helm.sh/' });

      const { answered, lost } = await during(async () => {
        await release(loop(), 'Add a link');
        await steady(loop());
      }, link);

      expect(lost).toEqual([]);
      expect(answered).toBeGreaterThan(200);
      expect(namesIn(await pods(loop()), before)).toEqual([]);
      expect(await ask(`${url}/helm`)).toBe(302);
    }, 240_000);

    test('a changed Secret that is pushed replaces every pod, and the old value is refused', async () => {
      const before = await steady(loop());
      const old = Buffer.from(String(at(await loop().cluster.objects.get(token), 'data.token')), 'base64').toString();
      const authorized = (value: string) => ask(`${url}/api/links`, { authorization: `Bearer ${value}` });
      expect(await authorized(old)).toBe(200);

      const fresh = 'a-token-that-nobody-had-before';
      writeToken(loop(), cluster, programs, fresh);
      await release(loop(), 'Rotate the token');

      expect(namesIn(await steady(loop()), before)).toEqual([]);
      expect(await authorized(fresh)).toBe(200);
      expect(await authorized(old)).toBe(401);
    }, 240_000);

    test('a Secret that changes in the cluster alone, as one of Key Vault does, is read again, and no pod is replaced', async () => {
      const before = await steady(loop());
      const fresh = 'a-token-that-did-not-come-from-git';
      const allow = async (): Promise<boolean> => {
        const authorization = `Bearer ${fresh}`;
        const asked = await Promise.all(
          before.flatMap(() => [1, 2, 3, 4]).map(() => ask(`${url}/api/links`, { authorization })),
        );
        return asked.every((status) => status === 200);
      };
      expect(await allow()).toBe(false);

      const data = { token: Buffer.from(fresh).toString('base64') };
      await loop().cluster.objects.merge(token, { data }, { manager: 'external-secrets' });

      // The kubelet looks at mounted Secrets once a minute, and up to half as long again.
      await until(allow, { what: 'every pod takes the new token', seconds: 150 });
      expect(containersOf(await steady(loop()))).toMatchObject(containersOf(before));
    }, 240_000);

    test('a deleted pod comes back, and no request is lost; when all are killed at once, requests are', async () => {
      const [first = missing()] = await steady(loop());
      const gentle = await during(async () => {
        await loop().cluster.objects.delete(first);
        expect(namesIn(await steady(loop()), [first])).toEqual([]);
      }, link);
      expect(gentle.lost).toEqual([]);

      const harsh = await during(async () => {
        const { code } = await kubectl().run(...'delete pods --all --force --grace-period=0 -n'.split(' '), name);
        expect(code).toBe(0);
        await steady(loop());
      }, link);
      expect(harsh.lost).not.toEqual([]);
    }, 180_000);

    test('a drain takes one pod, and the next only when the disruption budget lets it', async () => {
      await steady(loop());
      const drain = kubectl().drain(nodeName);
      const { lost } = await during(async () => {
        await until(() => drain.words().includes("would violate the pod's disruption budget"), {
          what: 'it is refused',
        });
      }, link);
      expect(lost).toEqual([]);
      expect((await pods(loop())).filter(isReady)).toHaveLength(2);

      await loop().cluster.objects.merge(budget, { spec: { maxUnavailable: 3 } });
      expect(await drain.ended).toBe(0);
      expect((await pods(loop())).filter(isReady)).toHaveLength(0);

      await loop().cluster.objects.merge(budget, { spec: { maxUnavailable: '10%' } });
      await loop().cluster.objects.merge(
        { apiVersion: 'v1', kind: 'Node', metadata: { name: nodeName } },
        { spec: { unschedulable: false } },
      );
      await steady(loop());
    }, 180_000);
  },
);

function missing(): never {
  throw new Error('there is no pod');
}
