// Who may talk to a service, and with whom it talks: closed, but for what it declares and what its ports mean.
import type { Construct } from 'constructs';
import { AllowTraffic } from '../network/traffic.ts';
import { apiServer, dns, routedByGateway, scrapedByPrometheus } from '../network/well-known.ts';
import type { WebServiceProps } from './web-service.ts';

type NetworkProps = Pick<WebServiceProps, 'ports' | 'route' | 'from' | 'to' | 'kubernetesApi'>;

/** The NetworkPolicy of a service's pods, named as the service. Ports are numbers, as AKS advises with Cilium. */
export function serviceNetwork(
  scope: Construct,
  name: string,
  pods: Readonly<Record<string, string>>,
  { ports, route, from = [], to = [], kubernetesApi = false }: NetworkProps,
): void {
  new AllowTraffic(scope, name, {
    pods,
    from: [
      ...(route ? [routedByGateway({ port: ports.http })] : []),
      ...(ports.metrics ? [scrapedByPrometheus({ port: ports.metrics })] : []),
      ...from,
    ],
    to: [dns, ...(kubernetesApi ? [apiServer] : []), ...to],
  });
}
