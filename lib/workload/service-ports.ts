// A Service finds its pods' ports by their names, so that a copy with another number can take over.
import type { IServicePort } from 'kubernetes-models/v1/ServicePort';
import { numbersOf, type Ports } from './ports.ts';

/** The ports of a Service, each under the number that the pods have. */
export function servicePorts(ports: Ports): IServicePort[] {
  return Object.entries(numbersOf(ports)).map(([name, port]) => ({
    name,
    port,
    targetPort: name,
    ...(Object.hasOwn(protocols, name) && { appProtocol: protocols[name as keyof typeof protocols] }),
  }));
}

/** What is spoken there; of all others the Gateway knows nothing but bytes. Source: Kubernetes, "Service", Application protocol. */
const protocols = { http: 'http', grpc: 'kubernetes.io/h2c', metrics: 'http' } as const;
