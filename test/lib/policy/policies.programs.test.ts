// The real API server refuses, by the policy's own name, what each policy is for, and nothing beside it.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bareServerPrograms } from '../../../loop/bare-server.ts';
import { until } from '../../../loop/until.ts';
import { applicationPolicies, objectName, unboundLabel } from '../../../lib/policy/names.ts';
import { imageDigest } from '../../../lib/policy/image-digest.ts';
import { podPlacement } from '../../../lib/policy/pod-placement.ts';
import type { Policy } from '../../../lib/policy/policy.ts';
import { serviceExposure } from '../../../lib/policy/service-exposure.ts';
import { refusalOf } from '../../../loop/rest.ts';
import { everyPolicy } from '../../../lib/policy/policies.ts';
import { ownHost } from '../../../lib/policy/route-hosts.ts';
import { asArray, asRecord, at } from '../../../render/fields.ts';
import type { KubeObject } from '../../../render/rendered.ts';
import { describeWith } from '../../../tools/describe-with.ts';
import { Policed, policyObjects, registries } from '../../support/policed.ts';
import { aContainer, mutantsOf, neighboursOf, placed } from '../../support/policy-samples.ts';

const policies = everyPolicy(registries);
const application = { hosts: [ownHost] };
const because = 'the vendor has no other';

describeWith([...bareServerPrograms, 'kube-controller-manager'], 'admission policies', (programs) => {
  let policed: Policed;
  beforeAll(async () => {
    policed = await Policed.start(programs, programs['kube-controller-manager']);
    await policed.namespace('shop', { application });
    await policed.namespace('platform', {});
    await policed.namespace('excepted', {
      application,
      workloads: policies.map(({ name }) => ({ policy: name, workload: 'web', because })),
    });
    await policed.namespace('unbound', {
      application,
      unbound: Object.fromEntries(policies.map(({ name }) => [name, because])),
    });
    await policed.objects.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'system' } });
    await policed.enforce(policyObjects('deny'), 'shop');
  }, 240_000);
  afterAll(async () => policed.close());

  test('have nothing in them that the type check of Kubernetes warns of', async () => {
    const checked = async (): Promise<KubeObject[] | undefined> => {
      const all = await policed.objects.list('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy');
      const isDone = ({ metadata, status }: KubeObject): boolean =>
        at(status, 'observedGeneration') === at(metadata, 'generation');
      return all.length > 0 && all.every(isDone) ? all : undefined;
    };
    const all = await until(checked, { what: 'Kubernetes has checked each policy' });
    expect(all.length).toBe(policies.length);
    expect(all.flatMap(({ status }) => asArray(at(status, 'typeChecking.expressionWarnings')))).toEqual([]);
  });

  describe.each(policies.map((policy) => [policy.name, policy] as const))('%s', (name, policy) => {
    const denied = `ValidatingAdmissionPolicy '${objectName(name)}' with binding '${objectName(name)}' denied request`;

    test.each(mutantsOf(policy, 'shop').map(({ name: what, object }) => [what, object] as const))(
      'refuses %s',
      async (_what, object) => {
        const refusal = await policed.refusal(object);
        expect(refusal).toContain(denied);
        expect(refusal).toContain(policy.problem);
        expect(refusal).toContain(policy.write);
      },
    );

    test.each(neighboursOf(policy, 'shop').map(({ name: what, object }) => [what, object] as const))(
      'takes %s',
      async (_what, object) => {
        expect(await policed.refusal(object)).toBeUndefined();
      },
    );

    test('passes over a workload that is excepted, and over no other', async () => {
      for (const { object } of mutantsOf(policy, 'excepted')) {
        expect((await policed.refusal(object)) ?? '').not.toContain(denied);
        expect(await policed.refusal(placed(object as never, 'excepted', 'other'))).toContain(denied);
      }
    });

    test.each(['unbound', 'system'])('says nothing in a namespace that is %s', async (namespace) => {
      for (const { object } of mutantsOf(policy, namespace))
        expect((await policed.refusal(object)) ?? '').not.toContain(denied);
    });

    test('is bound to the platform where it is not for applications alone', async () => {
      const [first] = mutantsOf(policy, 'platform');
      const refusal = (await policed.refusal(first?.object as KubeObject)) ?? '';
      expect(refusal.includes(denied)).toBe(!applicationPolicies.some((each) => each === name));
    });
  });

  describe('an object that broke a rule before the rule was there', () => {
    const image = 'registry.example/shop:1.0.0';
    const deployment = mutantsOf(imageDigest, 'old').find(({ object }) => object.kind === 'Deployment')?.object;
    const change = (spec: object): Promise<KubeObject> =>
      policed.objects.merge(deployment as KubeObject, { spec }, { manager: 'somebody' });
    beforeAll(async () => {
      // Without the label it is bound to nothing, as it was before.
      await policed.namespace('old', { application, unbound: { 'image-digest': because } });
      await policed.objects.apply(deployment as KubeObject);
      await policed.objects.merge(
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'old' } },
        { metadata: { labels: { [unboundLabel('image-digest')]: null } } },
      );
      const isBound = async (): Promise<boolean> =>
        ((await policed.refusal(placed(deployment as never, 'old', 'new'))) ?? '').includes('image-digest');
      await until(isBound, { what: 'the namespace is bound' });
    }, 120_000);

    test('takes changes of its other fields', async () => {
      await expect(change({ replicas: 3 })).resolves.toMatchObject({ spec: { replicas: 3 } });
    });

    test('takes no new break of the rule', async () => {
      const amounts = { cpu: '100m', memory: '100Mi' };
      const init = { name: 'first', image, resources: { requests: amounts, limits: amounts } };
      await expect(change({ template: { spec: { initContainers: [init] } } })).rejects.toThrow(
        `spec.template.spec.initContainers[first].image=${image}: not pinned by digest`,
      );
    });
  });

  test('a container that somebody adds to a running pod to look into it is held to where its image comes from', async () => {
    const [pod] = neighboursOf(imageDigest, 'shop');
    const made = await policed.objects.apply(placed(pod?.object as never, 'shop', 'running'));
    const look = { name: 'look', image: 'elsewhere.example/shell:1', targetContainerName: 'web' };
    const path = '/api/v1/namespaces/shop/pods/running/ephemeralcontainers';
    const spec = { ...asRecord(made.spec), ephemeralContainers: [look] };
    const refused = await refusalOf(policed.server.rest.call('PUT', path, { ...made, spec }));
    expect(refused?.message).toMatch(/ephemeralContainers\[look\]\.image=elsewhere\.example\/shell:1/);
    const own = { ...look, image: aContainer().image };
    const taken = { ...asRecord(made.spec), ephemeralContainers: [own] };
    expect(await refusalOf(policed.server.rest.call('PUT', path, { ...made, spec: taken }))).toBeUndefined();
  });

  test('a pod is excepted with its workload, whatever follows in its name', async () => {
    const [mutant] = mutantsOf(imageDigest, 'excepted');
    const named = (metadata: object): KubeObject => ({ ...mutant?.object, metadata }) as KubeObject;
    const inside = { namespace: 'excepted' };
    expect(await policed.refusal(named({ ...inside, generateName: 'web-5d8f-' }))).toBeUndefined();
    expect(await policed.refusal(named({ ...inside, generateName: 'webber-' }))).toContain('image-digest');
  });

  test('what a grant opens by a field is open in what makes pods and in the pods, and nothing else is', async () => {
    const exceptions = [
      { kind: 'apps/Deployment', field: 'spec.template.spec.tolerations', because },
      { kind: '/Service', field: 'spec.type=NodePort', because },
    ];
    await policed.namespace('granted', { application: { ...application, exceptions } });
    const names = async (policy: Policy): Promise<string[]> => {
      const asked = mutantsOf(policy, 'granted').map(async ({ name, object }) => {
        const refusal = await policed.refusal(object);
        return refusal?.includes(objectName(policy.name)) ? [] : [name];
      });
      return (await Promise.all(asked)).flat();
    };
    const tolerated = await names(podPlacement);
    expect(new Set(tolerated.map((name) => name.split(', ')[0]))).toEqual(new Set(['a place where no other may run']));
    expect(tolerated.length).toBe(8);
    expect(await names(serviceExposure)).toEqual(['a port on every node']);
  });

  test('load balancers that are granted are taken, and no other way in', async () => {
    await policed.namespace('balanced', { application }, true);
    const refused = await Promise.all(
      mutantsOf(serviceExposure, 'balanced').map(async ({ name, object }) => [name, await policed.refusal(object)]),
    );
    expect(refused.filter(([, refusal]) => refusal === undefined)).toEqual([['a load balancer', undefined]]);
  });
});
