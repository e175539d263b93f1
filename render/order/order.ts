// A chart depends on exactly the charts that provide what its objects use: the order is derived, never drawn.
import { groupsOfAddOns } from '../../lib/azure/aks.ts';
import { fleetFile } from '../../lib/platform.ts';
import type { ClusterView } from '../cluster-view.ts';
import type { Finding } from '../finding.ts';
import { append } from '../multimap.ts';
import { findCycle } from './cycle.ts';
import { migrationsOf } from './migrations.ts';
import { policiesFor } from './policies.ts';
import { providedGroups, providedObjects } from './provides.ts';
import { describe, type Need, type Use } from './reference.ts';
import { usesOf } from './uses.ts';

/** For each chart the charts that come first, sorted, and what keeps such an order from being found. */
export interface Order {
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
  readonly findings: readonly Finding[];
}

/** Derives the order of a cluster's charts. */
export function deriveOrder(view: ClusterView): Order {
  const providers = providersOf(view);
  const edges = new Map<string, Map<string, Use>>(view.objects.map(({ chart }) => [chart, new Map()]));
  const findings: Finding[] = [];
  for (const use of [...view.objects.flatMap(usesOf), ...migrationsOf(view), ...policiesFor(view)]) {
    const charts = providers(use.needs);
    if (charts.length === 0) findings.push(withoutProvider(use));
    else if ('group' in use.needs && charts.includes(use.by.chart) && bringsGroupByRelease(view, use))
      findings.push(ownRelease(use));
    for (const chart of charts)
      if (chart !== use.by.chart && chart !== broughtAlong) edges.get(use.by.chart)?.set(chart, use);
  }
  const dependencies = new Map([...edges].map(([chart, uses]) => [chart, [...uses.keys()].toSorted()]));
  const cycle = findCycle(dependencies);
  return { dependencies, findings: cycle ? [...findings, inCircle(cycle, edges)] : findings };
}

/** Stands for the cluster itself, which brings some things along. */
const broughtAlong = '';

/**
 * What Kubernetes makes in each namespace. Sources: Kubernetes documentation, "Service Accounts", the default one, and "Certificates
 * and Certificate Signing Requests", root CA certificates for pods.
 */
const inEveryNamespace = /^\/(?:ConfigMap\/[^/]+\/kube-root-ca\.crt|ServiceAccount\/[^/]+\/default)$/;

function providersOf(view: ClusterView): (need: Need) => readonly string[] {
  const groups = new Map(view.settings.provided.groups.map((group) => [group, [broughtAlong]]));
  const objects = new Map(view.settings.provided.objects.map((object) => [object, [broughtAlong]]));
  for (const { chart, object } of view.all) {
    for (const group of providedGroups(object)) append(groups, group, chart);
    for (const id of providedObjects(object)) append(objects, id, chart);
  }
  return (need) => {
    if ('group' in need) return groups.get(need.group) ?? [];
    return objects.get(need.object) ?? (inEveryNamespace.test(need.object) ? [broughtAlong] : []);
  };
}

/** Definitions that lie in the chart's own folder are applied first; those of its Helm release come too late. */
function bringsGroupByRelease(view: ClusterView, { by, needs }: Use): boolean {
  return view
    .ofKind('helm.toolkit.fluxcd.io/HelmRelease')
    .some(
      ({ chart, object }) => chart === by.chart && 'group' in needs && providedGroups(object).includes(needs.group),
    );
}

function withoutProvider({ by, field, needs }: Use): Finding {
  const user = 'group' in needs ? 'its kind is of' : `this ${by.object.kind} uses`;
  return {
    code: 'no-provider',
    at: by.at,
    field,
    problem: `no chart of the cluster provides the ${describe(needs)} that ${user}`,
    write: `${addOnFor(needs)}a name that exists, or a chart in ${fleetFile} that provides it`,
  };
}

/** What a person turns on, where an add-on of AKS brings it. */
function addOnFor(needs: Need): string {
  const addOn = 'group' in needs ? groupsOfAddOns[needs.group] : undefined;
  return addOn === undefined ? '' : `addOns: ['${addOn}'] in the cluster's settings, once AKS has it on; or `;
}

function ownRelease({ by, field, needs }: Use): Finding {
  return {
    code: 'uses-own-release',
    at: by.at,
    field,
    problem: `the Helm release of the same chart "${by.chart}" provides the ${describe(needs)}: the dry run fails before the release is there`,
    write: 'a chart of its own for this object',
  };
}

function inCircle(cycle: readonly string[], edges: ReadonlyMap<string, ReadonlyMap<string, Use>>): Finding {
  const steps = cycle.map((chart, index) => {
    const next = cycle[(index + 1) % cycle.length] ?? chart;
    const use = edges.get(chart)?.get(next);
    return `${chart} waits for ${next}${use ? ` (${use.by.at} uses the ${describe(use.needs)})` : ''}`;
  });
  const first = edges
    .get(cycle[0] ?? '')
    ?.values()
    .next().value;
  return {
    code: 'dependency-cycle',
    at: first ? first.by.at.split('/').slice(0, 3).join('/') : '',
    field: '',
    problem: `charts wait for each other: ${steps.join('; ')}`,
    write: 'one of the objects in a chart of its own',
  };
}
