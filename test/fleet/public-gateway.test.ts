import { describe, expect, test } from '@jest/globals';
import { PublicGateway } from '../../lib/platform/public-gateway.ts';
import { publicGateway } from '../../lib/platform.ts';
import { asArray, asRecord, at } from '../../render/fields.ts';
import { objectsIn, one, oneCluster } from './platform.ts';

const objects = objectsIn(oneCluster, PublicGateway);
const label = { [publicGateway.namespaceLabel.key]: publicGateway.namespaceLabel.value };
const listeners = new Map(
  asArray(at(one(objects, 'Gateway'), 'spec.listeners'))
    .map(asRecord)
    .map((listener) => [listener.name, listener]),
);

describe('the TLS listener', () => {
  const tls = listeners.get(publicGateway.listener);

  test('admits routes of labelled namespaces alone', () => {
    expect(at(tls, 'allowedRoutes.namespaces')).toEqual({ from: 'Selector', selector: { matchLabels: label } });
  });

  test('shows a certificate for every host that it admits', () => {
    const certificate = one(objects, 'Certificate');
    expect(at(certificate, 'spec.dnsNames')).toEqual([tls?.hostname]);
    expect(at(tls, 'tls.certificateRefs')).toEqual([{ name: at(certificate, 'spec.secretName') }]);
  });
});

test('what comes without TLS is sent to TLS, and no service can attach there', () => {
  const redirect = one(objects, 'HTTPRoute');
  expect(at(listeners.get('http'), 'allowedRoutes')).toEqual({ namespaces: { from: 'Same' } });
  expect(at(redirect, 'spec.parentRefs')).toEqual([{ name: publicGateway.name, sectionName: 'http' }]);
  expect(at(redirect, 'spec.rules')).toEqual([
    { filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] },
  ]);
});

test('the proxies reach their control plane and the namespaces that may attach, and nothing else', () => {
  const targets = asArray(at(one(objects, 'CiliumNetworkPolicy', 'proxies'), 'spec.egress'))
    .flatMap((rule) => asArray(asRecord(rule).toEndpoints))
    .map((peer) => asRecord(peer).matchLabels);
  expect(targets).toEqual([
    { 'k8s:io.kubernetes.pod.namespace': 'aks-istio-system' },
    { [`k8s:io.cilium.k8s.namespace.labels.${publicGateway.namespaceLabel.key}`]: publicGateway.namespaceLabel.value },
  ]);
});
