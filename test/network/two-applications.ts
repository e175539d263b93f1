// Two applications that ask for all that a service can, so that what is derived of an application is tried whatever a fleet
// runs: one is public and scraped, the other calls it, and the API server.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Network } from '../../lib/azure/aks.ts';
import type { ChartClass, ComposedCluster } from '../../lib/composed-cluster.ts';
import { WebService, type WebServiceProps } from '../../lib/workload/web-service.ts';
import { good } from '../lib/workload/service.ts';
import type { Cast } from './cast.ts';
import { may, type Row, tcp } from './flow.ts';

const quota = { cpu: '8', memory: '8Gi', pods: 30 };

/** Adds them to a cluster, with a public host under this domain, and an image that it pins. */
export function addTwoApplications(cluster: ComposedCluster, domain: string, image: string): void {
  const host = `menu.${domain}`;
  cluster.applications('two-applications', {
    menu: {
      chart: service('menu', {
        image,
        ports: { http: 7000, metrics: 7001 },
        route: { host, paths: ['/dishes'] },
        from: [{ peers: [{ namespace: 'waiter' }], ports: [{ port: 7000 }] }],
      }),
      quota,
      hosts: [host],
    },
    waiter: {
      chart: service('waiter', {
        image,
        ports: { http: 7002 },
        to: [{ peers: [{ namespace: 'menu' }], ports: [{ port: 7000 }] }],
        kubernetesApi: true,
      }),
      quota,
    },
  });
}

/** What a person would state of them in `flows/stated.ts`. */
export const statedOfTwo = (cast: Cast): readonly Row[] => [
  may('the waiter asks for the menu', cast.podsOf('waiter'), cast.podsOf('menu'), tcp(7000)),
];

/** As `narrowAtTheOtherEnd`: each of the two says who the other is, and on which port. */
export const narrowOfTwo: Readonly<Record<Network, readonly string[]>> = {
  cilium: ['menu/menu.ingress[2].toPorts', 'waiter/waiter.egress[3].toPorts'],
  plain: ['waiter/waiter.egress[2].ports'],
};

function service(name: string, props: Partial<WebServiceProps>): ChartClass<{ readonly name: string }> {
  return class extends Chart {
    constructor(scope: Construct) {
      super(scope, name, { namespace: name });
      new WebService(this, name, { ...good, ...props });
    }
  };
}
