// The service whose promises the tests of objectives are about.
import type { Chart } from 'cdk8s';
import { WebService, type WebServiceProps } from '../../../../lib/workload/web-service.ts';
import { pinnedImage } from '../../../support/synthesize.ts';

/** @param more of its props. @default no route leads to it */
export function ticketShop(scope: Chart, more: Pick<WebServiceProps, 'route'> = {}): WebService {
  return new WebService(scope, 'ticket-shop', {
    image: pinnedImage,
    ports: { http: 8080, metrics: 9090 },
    health: { liveness: '/livez', readiness: '/readyz', startup: '/startupz' },
    scale: { min: 2, max: 2 },
    resources: { cpu: '100m', memory: '128Mi' },
    ...more,
  });
}
