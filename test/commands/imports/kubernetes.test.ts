import { expect, test } from '@jest/globals';
import { schemasOfKubernetes } from '../../../commands/imports/kubernetes.ts';

const gvk = (group: string, version: string, kind: string) => ({
  'x-kubernetes-group-version-kind': { group, version, kind },
});
const kind = (group: string, version: string, name: string) => ({
  type: 'object',
  properties: { metadata: { $ref: '#/definitions/meta' }, spec: { $ref: '#/definitions/spec' } },
  'x-kubernetes-group-version-kind': [gvk(group, version, name)['x-kubernetes-group-version-kind']],
});

const document = {
  paths: {
    '/api/v1/namespaces': { post: gvk('', 'v1', 'Namespace') },
    '/api/v1/namespaces/{namespace}/pods': { post: gvk('', 'v1', 'Pod') },
    '/api/v1/namespaces/{namespace}/pods/{name}/eviction': { post: gvk('policy', 'v1', 'Eviction') },
    '/api/v1/namespaces/{namespace}/events': { post: gvk('', 'v1', 'Event') },
    '/apis/authorization.k8s.io/v1/subjectaccessreviews': {
      post: gvk('authorization.k8s.io', 'v1', 'SubjectAccessReview'),
    },
    '/apis/apps/v1/namespaces/{namespace}/deployments': { post: gvk('apps', 'v1', 'Deployment') },
    '/apis/apps/v1beta1/namespaces/{namespace}/deployments': { post: gvk('apps', 'v1beta1', 'Deployment') },
    '/apis/apps/v1/namespaces/{namespace}/lists': {},
  },
  definitions: {
    namespace: kind('', 'v1', 'Namespace'),
    pod: kind('', 'v1', 'Pod'),
    podList: kind('', 'v1', 'PodList'),
    eviction: kind('policy', 'v1', 'Eviction'),
    event: kind('', 'v1', 'Event'),
    review: kind('authorization.k8s.io', 'v1', 'SubjectAccessReview'),
    deployment: kind('apps', 'v1', 'Deployment'),
    deploymentBeta: kind('apps', 'v1beta1', 'Deployment'),
    spec: { type: 'object', properties: { raw: { $ref: '#/definitions/raw' } } },
    raw: { type: 'object' },
    unused: { type: 'string' },
    'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta': { type: 'object', properties: { name: { type: 'string' } } },
  },
};

test('stable kinds that can be kept in Git are taken, each with its scope and its name in the API', () => {
  const { kinds } = schemasOfKubernetes(document);
  expect(Object.entries(kinds).map(([name, { scope, resource }]) => [name, scope, resource])).toEqual([
    ['apps/v1/Deployment', 'Namespaced', 'deployments'],
    ['v1/Namespace', 'Cluster', 'namespaces'],
    ['v1/Pod', 'Namespaced', 'pods'],
  ]);
});

test('definitions are strict, free where they name no field, and only those that are used', () => {
  const { definitions } = schemasOfKubernetes(document);
  expect(Object.keys(definitions)).toEqual(['io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta', 'raw', 'spec']);
  expect(definitions.spec?.additionalProperties).toBe(false);
  expect(definitions.raw).toEqual({ type: 'object' });
});
