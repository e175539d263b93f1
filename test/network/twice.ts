// Rules that say what another one says too, on purpose: without one of the two, no row of the table turns red.
import type { Network } from '../../lib/azure/aks.ts';
import { asArray, at } from '../../render/fields.ts';
import type { KubeObject } from '../../render/rendered.ts';
import type { Enforced } from './enforced.ts';
import { blackboxExporter, type Peer } from './peers.ts';

export interface Twice {
  /** The policy, or the rule of it. */
  readonly rule: string;
  /** The one that says so too. */
  readonly with: string;
  readonly because: string;
}

/** Those of every namespace, and of all that is a workload of ours. */
export function twiceIn({
  cast: { unnamed, workloads },
  policies,
}: Pick<Enforced, 'cast' | 'policies'>): readonly Twice[] {
  const namespaces = (peers: readonly Peer[]) => [...new Set(peers.flatMap(({ pod }) => pod?.namespace ?? []))];
  return [
    ...namespaces(unnamed).map(denyAll),
    ...namespaces([...workloads.map(({ peer }) => peer), blackboxExporter]).flatMap((namespace) =>
      asksForNames(namespace, policies),
    ),
  ];
}

function denyAll(namespace: string): Twice {
  return {
    rule: `${namespace}/deny-all`,
    with: `${namespace}/${namesForAll}`,
    because: 'a namespace stays closed even if somebody deletes the rule about DNS, and its name says so',
  };
}

/** Rules of a namespace's other policies that its namespace's policy about DNS has too, word for word. */
function asksForNames(namespace: string, policies: readonly KubeObject[]): readonly Twice[] {
  const rules = policies
    .filter(({ metadata }) => metadata.namespace === namespace)
    .flatMap((policy) =>
      asArray(at(policy, 'spec.egress')).map((rule, index) => ({ rule, policy: policy.metadata.name, index })),
    );
  const [common, own] = [rules.filter(isForAll), rules.filter((rule) => !isForAll(rule))];
  const nameOf = ({ policy, index }: (typeof rules)[number]) => `${namespace}/${policy}.egress[${index}]`;
  return own.flatMap((rule) =>
    common
      .filter((other) => JSON.stringify(other.rule) === JSON.stringify(rule.rule))
      .map((other) => ({
        rule: nameOf(rule),
        with: nameOf(other),
        because: 'a WebService also works in a namespace that the Namespace construct did not make',
      })),
  );
}

/** The policy of a namespace that lets each of its pods ask for names. */
const namesForAll = 'allow-dns';
const isForAll = ({ policy }: { readonly policy: string }): boolean => policy === namesForAll;

/** Those of the platform's charts. */
export const twiceInPlatform: Readonly<Record<Network, readonly Twice[]>> = {
  cilium: [],
  plain: [
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
    'public-probes/blackbox-exporter.egress[3].toPorts',
  ],
  plain: [
    'monitoring/alertmanager.egress[1].ports',
    'monitoring/grafana.egress[0].ports',
    'monitoring/grafana.egress[1].ports',
    'public-probes/blackbox-exporter.egress[2].ports',
  ],
};
