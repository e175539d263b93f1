// Rules that say what another one says too, on purpose: without one of the two, no row of the table turns red.
import type { Network } from '../../lib/azure/aks.ts';

export interface Twice {
  /** The policy, or the rule of it. */
  readonly rule: string;
  /** The one that says so too. */
  readonly with: string;
  readonly because: string;
}

const denyAll = ['shortener', 'public-gateway', 'monitoring', 'node-exporter', 'cert-manager', 'external-secrets'].map(
  (namespace) => ({
    rule: `${namespace}/deny-all`,
    with: `${namespace}/allow-dns`,
    because: 'a namespace stays closed even if somebody deletes the rule about DNS, and its name says so',
  }),
);

export const twice: Readonly<Record<Network, readonly Twice[]>> = {
  cilium: [
    ...denyAll,
    ...[0, 1].map((rule) => ({
      rule: `shortener/shortener.egress[${rule}]`,
      with: `shortener/allow-dns.egress[${rule}]`,
      because: 'a WebService also works in a namespace that the Namespace construct did not make',
    })),
  ],
  plain: [
    ...denyAll,
    {
      rule: 'shortener/shortener.egress[0]',
      with: 'shortener/allow-dns.egress[0]',
      because: 'a WebService also works in a namespace that the Namespace construct did not make',
    },
    {
      rule: 'cert-manager/authorities-and-azure-dns',
      with: 'cert-manager/every-pod.egress[0]',
      because: 'it remains where a fork narrows the range of the API server, which is every address',
    },
    {
      rule: 'external-secrets/stores',
      with: 'external-secrets/every-pod.egress[0]',
      because: 'it remains where a fork narrows the range of the API server, which is every address',
    },
  ],
};

/** Rules that may be opened to any port unseen, because the rules of the pods at the other end are as narrow. */
export const narrowAtTheOtherEnd: Readonly<Record<Network, readonly string[]>> = {
  cilium: [
    'monitoring/alertmanager.egress[1].toPorts',
    'monitoring/alertmanager.ingress[2].toPorts',
    'monitoring/grafana.egress[0].toPorts',
    'monitoring/grafana.egress[1].toPorts',
    'monitoring/prometheus.ingress[0].toPorts',
  ],
  plain: [
    'monitoring/alertmanager.egress[1].ports',
    'monitoring/grafana.egress[0].ports',
    'monitoring/grafana.egress[1].ports',
  ],
};
