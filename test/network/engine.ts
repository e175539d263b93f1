// What evaluates policies without a cluster: cyclonus as Kubernetes defines NetworkPolicy, or Cilium's own code.
import type { Network } from '../../lib/azure/aks.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { cilium } from './cilium.ts';
import { cyclonus } from './cyclonus.ts';
import type { Flow } from './flow.ts';

/** Labels of a namespace by its name. */
export type NamespaceLabels = (namespace: string) => Readonly<Record<string, string>>;

/** One answer for each flow, in their order: whether these policies together allow it. */
export type Engine = (
  program: string,
  policies: readonly KubeObject[],
  labelsOf: NamespaceLabels,
  flows: readonly Flow[],
) => Promise<readonly boolean[]>;

/** What decides in a cluster with this network, and its program. */
export const engines = {
  cilium: { program: 'cilium-policy', evaluate: cilium },
  plain: { program: 'cyclonus', evaluate: cyclonus },
} as const satisfies Record<Network, { readonly program: string; readonly evaluate: Engine }>;
