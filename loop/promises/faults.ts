// What can be wrong in dist/dev without the API server minding: faults that only the stand-ins can see.
const helm = 'HelmRelease.helm.toolkit.fluxcd.io';
const gateway = 'gateway.networking.k8s.io';
const gatewayFolder = 'platform/public-gateway/public-gateway';
const shortener = 'apps/shortener/shortener';

const kept = '    kustomize.toolkit.fluxcd.io/prune: disabled\n';

/** An edit of a file that a stand-in must refuse. */
export interface Fault {
  readonly title: string;
  /** Below dist/dev/. */
  readonly file: string;
  /** The object that is held back, as Flux names it. */
  readonly at: string;
  readonly from: string;
  readonly to: string;
  /** What the object's conditions say. */
  readonly says: string;
}

export const faults: readonly Fault[] = [
  {
    title: 'a HelmRelease whose values the schema of its chart refuses',
    file: `controllers/cert-manager/cluster-config/${helm}_cert-manager.yaml`,
    at: 'HelmRelease/cluster-config/cert-manager',
    from: '\n  values:\n',
    to: '\n  values:\n    replicas: 2\n',
    says: "the chart's values.schema.json refuses the values",
  },
  {
    title: 'a HelmRelease that uses kinds which nobody defines',
    file: `controllers/external-secrets/cluster-config/${helm}_external-secrets.yaml`,
    at: 'HelmRelease/cluster-config/external-secrets',
    // With a change of the spec: an annotation alone makes no new generation, and the old one's health would count.
    from: `requires: monitoring.coreos.com\n${kept}spec:\n`,
    to: `requires: nobody.example.com\n${kept}spec:\n  suspend: false\n`,
    says: 'nothing defines the kinds of nobody.example.com',
  },
  {
    title: 'a HelmRelease without its source',
    file: `controllers/prometheus-stack/cluster-config/${helm}_kube-prometheus-stack.yaml`,
    at: 'HelmRelease/cluster-config/kube-prometheus-stack',
    from: 'kind: OCIRepository\n    name: kube-prometheus-stack',
    to: 'kind: OCIRepository\n    name: nothing',
    says: 'there is no OCIRepository "nothing"',
  },
  {
    title: 'a Certificate without its issuer',
    file: `${gatewayFolder}/Certificate.cert-manager.io_wildcard-tls.yaml`,
    at: 'Certificate/public-gateway/unissued',
    ...added(`apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: unissued, namespace: public-gateway}
spec:
  dnsNames: [unissued.dev.example.com]
  secretName: unissued
  issuerRef: {kind: ClusterIssuer, name: nobody}
`),
    says: 'there is no ClusterIssuer "nobody"',
  },
  {
    title: 'a Gateway of another class',
    file: `${gatewayFolder}/Gateway.${gateway}_public.yaml`,
    at: 'Gateway/public-gateway/other',
    ...added(`apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: other, namespace: public-gateway}
spec:
  gatewayClassName: nginx
  listeners: [{name: http, port: 80, protocol: HTTP}]
`),
    says: 'there is no class "nginx"',
  },
  {
    title: 'an HTTPRoute without a listener for its host',
    file: `${shortener}/HTTPRoute.${gateway}_shortener.yaml`,
    at: 'HTTPRoute/shortener/shortener',
    from: 'links.dev.example.com',
    to: 'links.example.org',
    says: 'listener "https" is for *.dev.example.com, not for links.example.org',
  },
  {
    title: 'an HTTPRoute to a port that its Service lacks',
    file: `${shortener}/HTTPRoute.${gateway}_shortener.yaml`,
    at: 'HTTPRoute/shortener/shortener',
    from: 'port: 8080',
    to: 'port: 80',
    says: 'Service "shortener" has no port 80',
  },
  {
    title: 'an ExternalSecret without its store',
    file: `${shortener}/ServiceAccount_shortener.yaml`,
    at: 'ExternalSecret/shortener/stored',
    ...added(`apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: stored, namespace: shortener}
spec:
  secretStoreRef: {kind: ClusterSecretStore, name: nowhere}
  data: [{secretKey: token, remoteRef: {key: token}}]
`),
    says: 'there is no ClusterSecretStore "nowhere"',
  },
];

/** Known to no simulated node, as a wrong name is known to no registry. */
export const wrongImage = {
  file: `${shortener}/Deployment.apps_shortener.yaml`,
  from: 'shortener:0.1.0',
  to: 'shortener:0.1.1',
};

/**
 * Another object before the one in the file. A Certificate or Gateway that is edited would not do: its conditions are of its
 * old version for a moment, and Flux, which looks at once, may take these for the new one's.
 */
function added(document: string): Pick<Fault, 'from' | 'to'> {
  return { from: 'apiVersion: ', to: `${document}---\napiVersion: ` };
}
