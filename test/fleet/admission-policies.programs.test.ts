// Whatever runs in a cluster today is taken by its admission policies once they deny: what dist/ holds, the pods of it, and what
// Helm releases bring, as far as their inventories show it.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clusters } from '../../clusters/index.ts';
import { bareServerPrograms } from '../../loop/bare-server.ts';
import { installDefinitions } from '../../loop/definitions.ts';
import { asMade, asSent, podOf } from '../../loop/dry-run/asked.ts';
import { Objects } from '../../loop/objects.ts';
import { published } from '../../loop/published.ts';
import { refusalOf } from '../../loop/rest.ts';
import { until } from '../../loop/until.ts';
import { asArray, asRecord } from '../../render/fields.ts';
import { apiGroup, identity, identityOf } from '../../render/identity.ts';
import { broughtBy, inventoryOnDisk } from '../../render/inventory.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { Admission } from '../support/admission.ts';

describeWith(bareServerPrograms, 'the admission policies', (programs) => {
  describe.each(clusters)('of $name', ({ name: cluster }) => {
    const placed = published(cluster).filter(({ layer }) => layer !== 'flux');
    const all = placed.map(({ object }) => object);
    const policies = all.filter(({ apiVersion }) => apiGroup(apiVersion) === 'admissionregistration.k8s.io');
    const namespaces = all.filter(({ kind }) => kind === 'Namespace');
    const inDist = all.filter(({ metadata }) => metadata.namespace !== undefined);
    const releases = placed.filter(({ object }) => object.kind === 'HelmRelease');
    const find = (...parts: Parameters<typeof identityOf>): KubeObject | undefined =>
      all.find((object) => identity(object) === identityOf(...parts));
    const inReleases = broughtBy(releases, find, inventoryOnDisk)
      .brought.flatMap((release) => release.objects)
      .map(({ object }) => object)
      .filter(({ kind }) => ['Service', 'Deployment', 'DaemonSet'].includes(kind))
      .filter(({ metadata }) => namespaces.some((namespace) => namespace.metadata.name === metadata.namespace))
      .map(whole);
    let server: Admission;
    let objects: Objects;
    beforeAll(async () => {
      server = await Admission.start(programs);
      objects = new Objects(server.rest);
      const groups = new Set([...inDist, ...inReleases].map(({ apiVersion }) => apiGroup(apiVersion)));
      for (const group of groups) await installDefinitions(objects, group);
      const flux: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'cluster-config' } };
      for (const namespace of [...namespaces, flux]) {
        // Inventories have no security contexts, so Pod Security would refuse their pods first.
        const labels = { ...namespace.metadata.labels, 'pod-security.kubernetes.io/enforce': 'privileged' };
        const { name } = namespace.metadata;
        await objects.apply({ ...namespace, metadata: { ...namespace.metadata, labels } });
        await objects.apply({
          apiVersion: 'v1',
          kind: 'ServiceAccount',
          metadata: { name: 'default', namespace: name },
        });
      }
      for (const account of inDist.filter(({ kind }) => kind === 'ServiceAccount')) await objects.apply(account);
      for (const policy of policies) await objects.apply(asMade(policy));
      await until(async () => (await denied(exposed)).includes('service-exposure'), {
        what: 'the policies are in force',
      });
    }, 240_000);
    afterAll(async () => server.close());

    /** What no namespace of an application may have. */
    const application = namespaces.find(
      ({ metadata }) => metadata.labels?.['fleetwright.dev/admission-policies'] === 'application',
    );
    const exposed: KubeObject = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'exposed', namespace: application?.metadata.name ?? '' },
      spec: { type: 'NodePort', ports: [{ port: 80 }] },
    };

    /** What the server says; empty where it takes the object. */
    async function denied(object: KubeObject): Promise<string> {
      const { code, message = '' } = (await refusalOf(objects.tryCreate(object))) ?? {};
      // Of a name that is there already all else was found well.
      return code === 409 ? '' : message;
    }

    test('take every object of dist/, and the pods of each', async () => {
      const asked = inDist.flatMap((object) => [asSent(object), podOf(object) ?? []].flat());
      expect(asked.length).toBeGreaterThan(inDist.length);
      for (const object of asked) expect([identity(object), await denied(object)]).toEqual([identity(object), '']);
    });

    test('take what the Helm releases bring, and the pods of it', async () => {
      const asked = inReleases.flatMap((object) => [object, podOf(object) ?? []].flat());
      expect(asked.map(({ kind }) => kind)).toEqual(
        expect.arrayContaining(['Service', 'Deployment', 'DaemonSet', 'Pod']),
      );
      for (const object of asked) expect([identity(object), await denied(object)]).toEqual([identity(object), '']);
    });
  });
});

/** An inventory holds what rules ask for: of a Service no port, of a container no image. What is missing here no bound policy reads. */
function whole(object: KubeObject): KubeObject {
  const spec = asRecord(object.spec);
  if (object.kind === 'Service') return { ...object, spec: { ports: [{ port: 80 }], ...spec } };
  const template = asRecord(spec.template);
  const pod = asRecord(template.spec);
  const containers = asArray(pod.containers).map((each) => ({ image: 'chart', ...asRecord(each) }));
  const matchLabels = asRecord(asRecord(template.metadata).labels);
  return {
    ...object,
    spec: { selector: { matchLabels }, ...spec, template: { ...template, spec: { ...pod, containers } } },
  };
}
