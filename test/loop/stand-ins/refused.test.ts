// Each stand-in says no where what its object uses is missing, and yes where that is there.
import { expect, test } from '@jest/globals';
import { allStandIns } from '../../../loop/stand-ins/all.ts';
import { judge, verdictOf, worldOf } from '../../../loop/stand-ins/world.ts';
import type { KubeObject } from '../../../render/rendered.ts';

const namespace = 'shop';

function one(apiVersion: string, kind: string, spec: object = {}): KubeObject {
  return { apiVersion, kind, metadata: { name: 'one', namespace }, spec };
}

const issuer = one('cert-manager.io/v1', 'Issuer');
const store = one('external-secrets.io/v1', 'SecretStore');
const secret = one('v1', 'Secret');
const account = one('v1', 'ServiceAccount');
const service = one('v1', 'Service', { ports: [{ port: 80 }] });
const gateway = one('gateway.networking.k8s.io/v1', 'Gateway', { listeners: [{ name: 'http' }] });

const issuerRef = { name: 'one' };
const push = one('external-secrets.io/v1alpha1', 'PushSecret', {
  secretStoreRefs: [{ name: 'one' }],
  selector: { secret: { name: 'one' } },
});
const grpcRoute = one('gateway.networking.k8s.io/v1', 'GRPCRoute', {
  parentRefs: [{ name: 'one' }],
  rules: [{ backendRefs: [{ name: 'one', port: 80 }] }],
});

const needs: readonly (readonly [KubeObject, readonly KubeObject[], readonly KubeObject[], string])[] = [
  [one('cert-manager.io/v1', 'CertificateRequest', { issuerRef }), [issuer], [], 'there is no Issuer "one"'],
  [one('acme.cert-manager.io/v1', 'Order', { issuerRef }), [issuer], [], 'there is no Issuer "one"'],
  [one('acme.cert-manager.io/v1', 'Challenge', { issuerRef }), [issuer], [], 'there is no Issuer "one"'],
  [push, [store, secret], [secret], 'there is no SecretStore "one"'],
  [push, [store, secret], [store], 'there is no Secret "one"'],
  [grpcRoute, [gateway, service], [gateway], 'there is no Service "one"'],
  [grpcRoute, [gateway, service], [service], 'there is no Gateway "one"'],
  [
    one('keda.sh/v1alpha1', 'ScaledObject', { triggers: [{ authenticationRef: { name: 'one' } }] }),
    [one('keda.sh/v1alpha1', 'TriggerAuthentication')],
    [],
    'there is no TriggerAuthentication "one"',
  ],
  [
    one('notification.toolkit.fluxcd.io/v1', 'Receiver', { secretRef: { name: 'one' } }),
    [secret],
    [],
    'there is no Secret "one"',
  ],
  [
    one('monitoring.coreos.com/v1', 'Prometheus', { serviceAccountName: 'one' }),
    [account],
    [],
    'there is no ServiceAccount "one"',
  ],
];

test.each(needs.map(([object, ...row]) => [object.kind, row.at(-1), object, ...row] as const))(
  '%s: %s',
  (_kind, _because, object, enough, tooLittle, because) => {
    expect(judge(allStandIns(), object, worldOf(enough))).toBe('ready');
    expect(judge(allStandIns(), object, worldOf(tooLittle))).toBe(because);
  },
);

test.each([
  ['by name', { namespaces: ['blue'] }, ['blue']],
  ['by label', { namespaceSelectors: [{ matchLabels: { colour: 'red' } }] }, ['red']],
  [
    'by what it has not',
    { namespaceSelector: { matchExpressions: [{ key: 'colour', operator: 'DoesNotExist' }] } },
    ['blue'],
  ],
  [
    'by one of some',
    { namespaceSelector: { matchExpressions: [{ key: 'colour', operator: 'In', values: ['red'] }] } },
    ['red'],
  ],
  ['not at all', {}, []],
])('a ClusterExternalSecret makes its own in the namespaces that are meant %s', (_how, spec, expected) => {
  const namespaces = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'blue' } },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'red', labels: { colour: 'red' } } },
  ];
  const object = { ...one('external-secrets.io/v1', 'ClusterExternalSecret', spec), metadata: { name: 'one' } };
  const verdict = verdictOf(allStandIns(), object, worldOf(namespaces));
  expect(verdict).toMatchObject({ ready: true });
  const made = verdict.ready ? (verdict.makes ?? []) : [];
  expect(made.map(({ metadata }) => metadata.namespace)).toEqual(expected);
});
