// The stand-in for AKS' gateway controller says no to what would serve nobody.
import { describe, expect, test } from '@jest/globals';
import type { KubeObject } from '../../../render/rendered.ts';
import { gatewayStandIns } from '../../../loop/stand-ins/gateway.ts';
import { judge, verdictOf, worldOf } from '../../../loop/stand-ins/world.ts';

const apiVersion = 'gateway.networking.k8s.io/v1';

function gateway({ gatewayClassName = 'approuting-istio', from = 'Selector' } = {}): KubeObject {
  const allowed = { from, ...(from === 'Selector' && { selector: { matchLabels: { routes: 'allowed' } } }) };
  return {
    apiVersion,
    kind: 'Gateway',
    metadata: { name: 'public', namespace: 'gateway' },
    spec: {
      gatewayClassName,
      listeners: [
        {
          name: 'https',
          hostname: '*.example.com',
          tls: { certificateRefs: [{ name: 'wildcard' }] },
          allowedRoutes: { namespaces: allowed },
        },
      ],
    },
  };
}

function route({
  host = 'links.example.com',
  name = 'public',
  sectionName = 'https',
  backend = 'links',
  port = 8080,
} = {}): KubeObject {
  return {
    apiVersion,
    kind: 'HTTPRoute',
    metadata: { name: 'links', namespace: 'links' },
    spec: {
      hostnames: [host],
      parentRefs: [{ name, namespace: 'gateway', sectionName }],
      rules: [{ backendRefs: [{ name: backend, port }] }],
    },
  };
}

const certificate: KubeObject = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'wildcard', namespace: 'gateway' },
};
const service: KubeObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'links', namespace: 'links' },
  spec: { ports: [{ port: 8080 }, { port: 9090 }] },
};

function namespaceOf(labels: Readonly<Record<string, string>>): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'links', labels } };
}

describe('a Gateway', () => {
  test('of the known class with its certificate is programmed', () => {
    expect(judge(gatewayStandIns, gateway(), worldOf([certificate]))).toBe('ready');
  });

  test.each([
    ['of another class', gateway({ gatewayClassName: 'nginx' }), [certificate], 'there is no class "nginx"'],
    ['without its certificate', gateway(), [], 'there is no Secret "wildcard"'],
    [
      'whose certificate is in another namespace',
      gateway(),
      [{ ...certificate, metadata: { name: 'wildcard', namespace: 'elsewhere' } }],
      'there is no Secret "wildcard"',
    ],
  ])('%s is not programmed', (_name, object, objects, because) => {
    const verdict = verdictOf(gatewayStandIns, object, worldOf(objects));
    expect(verdict).toMatchObject({
      ready: false,
      because,
      status: {
        conditions: [
          { type: 'Accepted', status: 'False' },
          { type: 'Programmed', status: 'False', message: because },
        ],
      },
    });
  });
});

describe('an HTTPRoute', () => {
  const admitted = namespaceOf({ routes: 'allowed' });
  const world = worldOf([gateway(), admitted, service]);

  test.each([
    ['with a listener for its host and a port of its Service', route()],
    ['to another port of its Service', route({ port: 9090 })],
  ])('%s is accepted and resolved', (_name, object) => {
    expect(judge(gatewayStandIns, object, world)).toBe('ready');
  });

  test.each([
    ['to a missing Gateway', route({ name: 'private' }), 'Accepted', 'there is no Gateway "private"'],
    ['to a missing listener', route({ sectionName: 'tls' }), 'Accepted', 'Gateway "public" has no listener "tls"'],
    [
      'for a host outside of the listener',
      route({ host: 'links.example.org' }),
      'Accepted',
      'listener "https" is for *.example.com, not for links.example.org',
    ],
    [
      'for the bare domain of a wildcard',
      route({ host: 'example.com' }),
      'Accepted',
      'listener "https" is for *.example.com, not for example.com',
    ],
    ['to a missing Service', route({ backend: 'link' }), 'ResolvedRefs', 'there is no Service "link"'],
    ['to a port that its Service lacks', route({ port: 80 }), 'ResolvedRefs', 'Service "links" has no port 80'],
  ])('%s is refused', (_name, object, type, because) => {
    const verdict = verdictOf(gatewayStandIns, object, world);
    expect(verdict).toMatchObject({ ready: false, because });
    expect(verdict.status).toMatchObject({
      parents: [
        { conditions: expect.arrayContaining([expect.objectContaining({ type, status: 'False', message: because })]) },
      ],
    });
  });

  test.each([
    ['a selector that its namespace does not match', 'Selector', namespaceOf({ routes: 'denied' })],
    ['a selector, where its namespace has no label', 'Selector', namespaceOf({})],
    ["only its Gateway's namespace", 'Same', admitted],
  ])('is refused where the listener admits %s', (_name, from, namespace) => {
    expect(judge(gatewayStandIns, route(), worldOf([gateway({ from }), namespace, service]))).toBe(
      'namespace "links" may not attach to the listener',
    );
  });

  test('is accepted from anywhere where the listener admits all', () => {
    expect(judge(gatewayStandIns, route(), worldOf([gateway({ from: 'All' }), service]))).toBe('ready');
  });
});
