// The real API server refuses, by the policy's own name, what each policy is for, and nothing beside it.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bareServerPrograms } from '../../../loop/bare-server.ts';
import { until } from '../../../loop/until.ts';
import { applicationPolicies, objectName } from '../../../lib/policy/names.ts';
import { everyPolicy } from '../../../lib/policy/policies.ts';
import { ownHost } from '../../../lib/policy/route-hosts.ts';
import { asArray, at } from '../../../render/fields.ts';
import type { KubeObject } from '../../../render/rendered.ts';
import { describeWith } from '../../../tools/describe-with.ts';
import { Policed, policyObjects, registries } from '../../support/policed.ts';
import { mutantsOf, neighboursOf, placed } from '../../support/policy-samples.ts';

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
});
