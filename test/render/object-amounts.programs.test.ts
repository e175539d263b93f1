// The real API server counts Services, claims and objects against the quotas of a namespace, and synth counts as it does.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Namespace, type NamespaceProps } from '../../lib/namespace/namespace.ts';
import { checks } from '../../render/checks/index.ts';
import { ClusterView } from '../../render/cluster-view.ts';
import { asRecord, at } from '../../render/fields.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { bareServerPrograms } from '../../loop/bare-server.ts';
import { Admission } from '../support/admission.ts';
import { objectsOf } from '../support/synthesize.ts';

const quota = { cpu: '1', memory: '1Gi', pods: 5 };

/** Namespaces as they are, as the Gateway's is, and for one object of a kind; two of them hold something. */
const namespaces: Readonly<Record<string, Partial<NamespaceProps>>> = {
  plain: { disk: { claims: '50Gi' } },
  open: { loadBalancers: true },
  small: { quota: { ...quota, objects: 1 } },
  holding: { disk: { claims: '50Gi' } },
  full: { quota: { ...quota, objects: 1 } },
};

const quotasOf = (name: string): readonly KubeObject[] =>
  objectsOf({
    a: (chart) => void new Namespace(chart, 'namespace', { name, quota, ...namespaces[name] }),
  }).filter(({ kind }) => kind === 'ResourceQuota');

const core = (kind: string, name: string, rest: object = {}): KubeObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name },
  ...rest,
});
const service = (type: string, more: object = {}): KubeObject =>
  core('Service', 'a', { spec: { type, ports: [{ port: 80 }], ...more } });
const claim = (storage: string): KubeObject =>
  core('PersistentVolumeClaim', 'a', {
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
  });

const held: Readonly<Record<string, KubeObject>> = {
  holding: named('first', claim('30Gi')),
  full: core('Secret', 'first'),
};

const resources: Readonly<Record<string, string>> = {
  Service: 'services',
  PersistentVolumeClaim: 'persistentvolumeclaims',
  Secret: 'secrets',
};

function named(name: string, object: KubeObject): KubeObject {
  return { ...object, metadata: { name } };
}

/** What synth says of an object, and of what is there before it. */
function saidBySynth(namespace: string, added: KubeObject): string[] {
  const all = [...quotasOf(namespace), ...(namespace in held ? [held[namespace] as KubeObject] : []), added].map(
    (object) => ({
      ...object,
      metadata: { ...object.metadata, namespace },
    }),
  );
  const view = new ClusterView(
    'test',
    all.map((object) => ({ at: object.metadata.name, cluster: 'test', layer: 'apps', chart: 'a', object })),
    { provided: { apiGroups: [], objects: [] }, gitRepository: 'a', releases: 'a' } as never,
  );
  return (checks['beyond-quota']?.(view) ?? []).map(({ problem }) => problem);
}

describeWith(bareServerPrograms, 'quotas of objects', (paths) => {
  let admission: Admission;
  beforeAll(async () => {
    admission = await Admission.start(paths);
    for (const name of Object.keys(namespaces)) {
      await admission.namespace(name);
      for (const { metadata, spec } of quotasOf(name))
        await admission.quota(name, metadata.name, asRecord(at(spec, 'hard')));
    }
    for (const [namespace, object] of Object.entries(held))
      await admission.rest.call('POST', `/api/v1/namespaces/${namespace}/${resources[object.kind]}`, object);
  }, 120_000);
  afterAll(() => admission.close());

  test.each<[string, string, KubeObject, isTaken: boolean]>([
    ['a Service in the cluster', 'plain', service('ClusterIP'), true],
    ['a name of elsewhere', 'plain', service('ExternalName', { externalName: 'example.com' }), true],
    ['a load balancer', 'plain', service('LoadBalancer'), false],
    ['one without node ports', 'plain', service('LoadBalancer', { allocateLoadBalancerNodePorts: false }), false],
    ['a node port', 'plain', service('NodePort'), false],
    ["the Gateway's load balancer", 'open', service('LoadBalancer'), true],
    ["a node port beside the Gateway's", 'open', service('NodePort'), true],
    ['a claim that fits exactly', 'plain', claim('50Gi'), true],
    ['a claim that does not', 'plain', claim('51Gi'), false],
    ['a claim where nothing bounds it', 'open', claim('1Ti'), true],
    ['a claim for which another leaves room', 'holding', claim('20Gi'), true],
    ['a claim for which another leaves none', 'holding', claim('21Gi'), false],
    ['the first object', 'small', core('Secret', 'a'), true],
    ['the second', 'full', core('Secret', 'a'), false],
  ])('%s in %s is refused by both, or by neither', async (_what, namespace, object, isTaken) => {
    const theirs = await admission.refusal(object, namespace, resources[object.kind]);
    expect({ theirs, isOverQuota: theirs.includes('exceeded quota') }).toEqual({ theirs, isOverQuota: !isTaken });
    expect(theirs === '').toBe(isTaken);
    expect(saidBySynth(namespace, object).length === 0).toBe(isTaken);
  });
});
