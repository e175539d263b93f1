// The way in: one Gateway for every public host of the cluster, with one certificate, and what its proxies may talk to.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ChartInputs } from '../composed-cluster.ts';
import {
  Certificate,
  CertificateSpecPrivateKeyAlgorithm,
  CertificateSpecPrivateKeyRotationPolicy,
} from '../../imports/cert-manager.io.ts';
import {
  Gateway,
  GatewaySpecListenersAllowedRoutesNamespacesFrom,
  GatewaySpecListenersTlsMode,
  HttpRoute,
  HttpRouteSpecRulesFiltersRequestRedirectScheme,
  HttpRouteSpecRulesFiltersRequestRedirectStatusCode,
  HttpRouteSpecRulesFiltersType,
} from '../../imports/gateway.networking.k8s.io.ts';
import { PodMonitor } from '../../imports/monitoring.coreos.com.ts';
import { gatewayClass } from '../azure/aks.ts';
import { Namespace } from '../namespace/namespace.ts';
import { AllowTraffic } from '../network/traffic.ts';
import { scrapedByPrometheus } from '../network/well-known.ts';
import { publicGateway, publicIssuer } from '../platform.ts';
import { hold } from './held.ts';
import { unboundOfProxies } from './unbound.ts';
import { vouchFor } from '../vouch-for.ts';
import type { PlatformSettings } from './settings.ts';

const { name, namespace, listener, namespaceLabel } = publicGateway;
const plainListener = 'http';
const certificate = 'wildcard-tls';
/**
 * Azure's cloud provider makes rules of the network security group from it, which see the address of the client: the proxies see that of a
 * node. Source: cloud-provider-azure, "Azure LoadBalancer", annotations.
 */
const allowedRanges = 'service.beta.kubernetes.io/azure-allowed-ip-ranges';
/** Source: istio/istio, manifests/charts/istio-control/istio-discovery/files/kube-gateway.yaml. */
const proxyMetrics = { port: 15020, path: '/stats/prometheus' } as const;
const proxies = { 'gateway.networking.k8s.io/gateway-name': name };
const routesFrom = { [namespaceLabel.key]: namespaceLabel.value };

/**
 * The proxies are made by AKS from the Gateway: 2 to 5 of them, with a disruption budget and a limit of 1Gi each.
 * Source: AKS documentation, "Configure ingress with the Kubernetes Gateway API via the application routing add-on".
 */
export class PublicGateway extends Chart {
  constructor(scope: Construct, { cluster }: ChartInputs<Pick<PlatformSettings, 'domain' | 'publicGateway'>>) {
    hold(scope, cluster, 'domain', 'publicGateway');
    super(scope, 'public-gateway', { namespace });
    const { domain, publicGateway: settings } = cluster;
    const hosts = `*.${domain}`;

    new Namespace(this, namespace, {
      quota: { cpu: '4', memory: '8Gi', pods: 10 },
      loadBalancers: true,
      admission: { unbound: unboundOfProxies },
      podSecurity: {
        level: 'baseline',
        because: 'Istio gives its proxies no seccomp profile, and AKS lets nobody add one; all else is restricted',
      },
    });

    new Certificate(this, 'certificate', {
      metadata: { name: certificate },
      spec: {
        secretName: certificate,
        issuerRef: { kind: 'ClusterIssuer', name: publicIssuer },
        dnsNames: [hosts],
        privateKey: {
          algorithm: CertificateSpecPrivateKeyAlgorithm.ECDSA,
          rotationPolicy: CertificateSpecPrivateKeyRotationPolicy.ALWAYS,
        },
      },
    });

    new Gateway(this, 'gateway', {
      metadata: { name },
      spec: {
        gatewayClassName: gatewayClass,
        ...(settings && { infrastructure: { annotations: { [allowedRanges]: settings.allowedFrom.join(',') } } }),
        listeners: [
          {
            name: plainListener,
            port: 80,
            protocol: 'HTTP',
            allowedRoutes: { namespaces: { from: GatewaySpecListenersAllowedRoutesNamespacesFrom.SAME } },
          },
          {
            name: listener,
            port: 443,
            protocol: 'HTTPS',
            hostname: hosts,
            tls: { mode: GatewaySpecListenersTlsMode.TERMINATE, certificateRefs: [{ name: certificate }] },
            allowedRoutes: {
              namespaces: {
                from: GatewaySpecListenersAllowedRoutesNamespacesFrom.SELECTOR,
                selector: { matchLabels: routesFrom },
              },
            },
          },
        ],
      },
    });

    new HttpRoute(this, 'redirect', {
      metadata: { name: 'redirect-to-https' },
      spec: {
        parentRefs: [{ name, sectionName: plainListener }],
        rules: [
          {
            filters: [
              {
                type: HttpRouteSpecRulesFiltersType.REQUEST_REDIRECT,
                requestRedirect: {
                  scheme: HttpRouteSpecRulesFiltersRequestRedirectScheme.HTTPS,
                  statusCode: HttpRouteSpecRulesFiltersRequestRedirectStatusCode.VALUE_301,
                },
              },
            ],
          },
        ],
      },
    });

    const monitor = new PodMonitor(this, 'metrics', {
      metadata: { name: 'proxies' },
      spec: {
        selector: { matchLabels: proxies },
        podMetricsEndpoints: [{ portNumber: proxyMetrics.port, path: proxyMetrics.path, interval: '30s' }],
      },
    });
    vouchFor(monitor, 'PodMonitor', { 'spec.selector': 'AKS makes the proxies, with this label, from the Gateway' });

    new AllowTraffic(this, 'proxies', {
      pods: proxies,
      from: [
        // Istio's proxies listen on the listeners' own ports; the load balancer asks 15021 whether they are well.
        { peers: ['anywhere'], ports: [{ port: 80 }, { port: 443 }, { port: 15021 }] },
        scrapedByPrometheus({ port: proxyMetrics.port }),
      ],
      to: [
        { peers: [{ namespace: 'aks-istio-system' }], ports: [{ port: 15012 }] },
        { peers: [{ namespaceLabels: routesFrom }], ports: [] },
      ],
    });
  }
}
