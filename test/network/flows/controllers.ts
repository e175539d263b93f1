// cert-manager and External Secrets: both are called by the API server, and both call Azure.
import { may, mayNot } from '../flow.ts';
import * as peer from '../peers.ts';
import * as port from '../ports.ts';

const { certManagerPods, externalSecretsPods } = peer;
export const pods = [...certManagerPods, ...externalSecretsPods];
const webhooks = [peer.certManagerWebhook, peer.externalSecretsWebhook];

export const controllers = [
  may('pods of cert-manager reach the API server', certManagerPods, peer.apiServers, port.https),
  may('pods of External Secrets reach the API server', externalSecretsPods, peer.apiServers, port.https),
  may(
    'cert-manager reaches the certificate authority and Azure DNS',
    peer.certManagerController,
    peer.publicAddresses,
    port.https,
  ),
  may('External Secrets reaches Key Vault', peer.externalSecretsController, peer.publicAddresses, port.https),
  may('through a konnectivity agent the API server reaches the webhooks', peer.konnectivity, webhooks, port.webhook),
  may('by way of a node the API server reaches the webhooks', peer.otherNode, webhooks, port.webhook),
  may('from a delegated subnet the API server reaches the webhooks', peer.vnetApiServer, webhooks, port.webhook),
  may('no selector fits all of these, so the webhooks are open to all', peer.outsiders, webhooks, port.webhook),
  may('Prometheus may call what everybody reaches', peer.prometheus, webhooks, port.webhook),
  mayNot(
    'the webhooks are open on no other port',
    peer.stranger,
    webhooks,
    port.https,
    port.certManagerMetrics,
    port.externalSecretsMetrics,
  ),
  mayNot(
    'cert-manager and External Secrets have no other webhook',
    peer.stranger,
    [peer.certManagerController, peer.certManagerInjector, peer.externalSecretsController, peer.externalSecretsCerts],
    port.webhook,
  ),
  may('Prometheus scrapes cert-manager', peer.prometheus, certManagerPods, port.certManagerMetrics),
  may('Prometheus scrapes External Secrets', peer.prometheus, externalSecretsPods, port.externalSecretsMetrics),
];
