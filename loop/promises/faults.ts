// What can be wrong in dist/ without the API server minding: faults that only the stand-ins can see.
import { asArray, asRecord, asString, at } from '../../render/fields.ts';
import type { Placed } from '../../render/read-objects.ts';
import { pinnedImage } from '../pinned-image.ts';
import { published } from '../published.ts';
import type { Application } from './application.ts';

const helm = 'HelmRelease.helm.toolkit.fluxcd.io';
const gateway = 'gateway.networking.k8s.io';
const gatewayFolder = 'platform/public-gateway/public-gateway';

const kept = '    kustomize.toolkit.fluxcd.io/prune: disabled\n';

/** An edit of a file that a stand-in must refuse. */
export interface FaultyEdit {
  readonly title: string;
  /** Below the cluster's folder in dist/. */
  readonly file: string;
  /** The object that is held back, as Flux names it. */
  readonly at: string;
  readonly from: string;
  readonly to: string;
  /** What the object's conditions say. */
  readonly says: string;
}

/** Faults of the platform's charts. */
const ofPlatform: readonly FaultyEdit[] = [
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
  dnsNames: [unissued.example.com]
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
];

/** All faults of a cluster, those of an application with a route among them. */
export function faultsOf(cluster: string, application: Application): FaultyEdit[] {
  const route = application.first('HTTPRoute');
  const { namespace = '', name } = route.object.metadata;
  const [host] = asArray(at(route.object, 'spec.hostnames')).map(asString);
  const [service, port] = backendOf(route);
  const listener = listenerFor(host ?? '', cluster);
  const account = application.first('ServiceAccount');
  return [
    ...ofPlatform,
    {
      title: 'an HTTPRoute without a listener for its host',
      file: below(route, cluster),
      at: `HTTPRoute/${namespace}/${name}`,
      from: `- ${host}`,
      to: '- elsewhere.example.org',
      says: `listener "https" is for ${listener}, not for elsewhere.example.org`,
    },
    {
      title: 'an HTTPRoute to a port that its Service lacks',
      file: below(route, cluster),
      at: `HTTPRoute/${namespace}/${name}`,
      from: `port: ${port}`,
      to: 'port: 80',
      says: `Service "${service}" has no port 80`,
    },
    {
      title: 'an ExternalSecret without its store',
      file: below(account, cluster),
      at: `ExternalSecret/${namespace}/stored`,
      ...added(`apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: stored, namespace: ${namespace}}
spec:
  secretStoreRef: {kind: ClusterSecretStore, name: nowhere}
  data: [{secretKey: token, remoteRef: {key: token}}]
`),
      says: 'there is no ClusterSecretStore "nowhere"',
    },
  ];
}

/** An image that no simulated node knows, as a wrong name is known to no registry. */
export function wrongImage(cluster: string, { first }: Application): Pick<FaultyEdit, 'file' | 'from' | 'to'> {
  const deployment = first('Deployment');
  const [container] = asArray(at(deployment.object, 'spec.template.spec.containers'));
  return { file: below(deployment, cluster), from: asString(asRecord(container).image), to: pinnedImage };
}

function below({ at: path }: Placed, cluster: string): string {
  return path.slice(`dist/${cluster}/`.length);
}

function backendOf({ object }: Placed): [service: string, port: string] {
  const [rule] = asArray(at(object, 'spec.rules'));
  const [backend] = asArray(asRecord(rule).backendRefs).map(asRecord);
  return [asString(backend?.name), String(backend?.port)];
}

/** The hostname of the gateway's listener that a host is for. */
function listenerFor(host: string, cluster: string): string {
  const gateways = published(cluster).filter(({ object }) => object.kind === 'Gateway');
  const names = gateways.flatMap(({ object }) =>
    asArray(at(object, 'spec.listeners')).map((listener) => asString(asRecord(listener).hostname)),
  );
  return names.find((name) => name !== '' && host.endsWith(name.slice(1))) ?? '';
}

/**
 * Another object before the one in the file. A Certificate or Gateway that is edited would not do: its conditions are of its
 * old version for a moment, and Flux, which looks at once, may take these for the new one's.
 */
function added(document: string): Pick<FaultyEdit, 'from' | 'to'> {
  return { from: 'apiVersion: ', to: `${document}---\napiVersion: ` };
}
