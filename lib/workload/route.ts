// A host of the cluster's domain, led to a service through the shared Gateway, which ends TLS.
import type { Construct } from 'constructs';
import { HttpRoute } from '../../imports/gateway.networking.k8s.io.ts';
import { publicGateway } from '../platform.ts';

/** How the public reaches a service. */
export interface Route {
  /** The full host name, under the domain of the Gateway's certificate (which a rule of the rendering checks). */
  readonly host: string;
}

/** The HTTPRoute of a service. TLS is the Gateway's: the route attaches to its HTTPS listener alone. */
export function httpRoute(scope: Construct, service: string, port: number, { host }: Route): void {
  new HttpRoute(scope, 'route', {
    metadata: { name: service },
    spec: {
      parentRefs: [
        { name: publicGateway.name, namespace: publicGateway.namespace, sectionName: publicGateway.listener },
      ],
      hostnames: [host],
      rules: [{ backendRefs: [{ name: service, port }] }],
    },
  });
}
