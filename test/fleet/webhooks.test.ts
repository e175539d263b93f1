import { expect, test } from '@jest/globals';
import { CertManager } from '../../lib/platform/cert-manager.ts';
import { ExternalSecrets } from '../../lib/platform/external-secrets.ts';
import { PrometheusStack } from '../../lib/platform/prometheus-stack.ts';
import { asArray, asRecord, at } from '../../render/fields.ts';
import { selects } from '../../render/selection.ts';
import { objectsIn, oneCluster } from './platform.ts';

/** Labels that the charts' templates give to the pods behind each webhook. */
const webhooks = [
  [
    'cert-manager',
    CertManager,
    {
      app: 'webhook',
      'app.kubernetes.io/name': 'webhook',
      'app.kubernetes.io/instance': 'cert-manager',
      'app.kubernetes.io/component': 'webhook',
    },
  ],
  [
    'External Secrets',
    ExternalSecrets,
    { 'app.kubernetes.io/name': 'external-secrets-webhook', 'app.kubernetes.io/instance': 'external-secrets' },
  ],
  [
    'the Prometheus operator',
    PrometheusStack,
    {
      app: 'kube-prometheus-stack-operator',
      'app.kubernetes.io/name': 'kube-prometheus-stack-prometheus-operator',
      'app.kubernetes.io/instance': 'kube-prometheus-stack',
      'app.kubernetes.io/component': 'prometheus-operator',
    },
  ],
] as const;

test.each(webhooks)('the API server reaches the webhook of %s, wherever it calls from', (_name, chart, labels) => {
  const open = objectsIn(oneCluster, chart)
    .filter(({ kind }) => kind === 'CiliumNetworkPolicy')
    .filter((policy) => selects(asRecord(at(policy, 'spec.endpointSelector.matchLabels')), labels))
    .flatMap((policy) => asArray(at(policy, 'spec.ingress')).map(asRecord))
    .filter(({ fromEntities }) => asArray(fromEntities).includes('all'))
    .map(({ toPorts }) => toPorts);
  expect(open).toEqual([[{ ports: [{ port: '10250', protocol: 'TCP' }] }]]);
});
