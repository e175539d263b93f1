// What an operator of the cluster made is not ours to make: Flux would replace it, and with the root go all charts.
import { fluxNamespace } from '../../lib/platform.ts';
import type { Fault } from '../../lib/validation/rules.ts';
import type { ClusterView } from '../cluster-view.ts';
import { asString, at as fieldAt } from '../fields.ts';
import type { RuleFinding } from '../finding.ts';
import { identity, identityOf, kindKey } from '../identity.ts';
import { providedGroups } from '../order/provides.ts';
import type { KubeObject } from '../rendered.ts';
import type { Check } from './check.ts';

type Rule = (view: ClusterView, object: KubeObject) => readonly Fault[];

export const ownedByCluster: Check = (view) => [
  ...view.objects.flatMap(({ at, object }) =>
    rules.flatMap((rule) => rule(view, object)).map((problem) => ({ at, ...problem })),
  ),
  ...chartNames(view),
];

const takesIdentity: Rule = (view, object) =>
  view.owns(identity(object))
    ? [
        {
          field: 'metadata.name',
          problem: `the ${object.kind} "${object.metadata.name}" is the cluster's own, and this one would replace it`,
          write: 'another name, or nothing: what is there can be used',
        },
      ]
    : [];

const entersNamespace: Rule = (view, object) => {
  const { namespace = '' } = object.metadata;
  const kinds = view.kindsFor(namespace);
  if (kinds === 'any kind' || kinds.includes(kindKey(object))) return [];
  const problem = `is "${namespace}", which is the cluster's own, and a chart may not put a ${object.kind} there`;
  return [{ field: 'metadata.namespace', problem, write: 'a namespace that a chart makes' }];
};

/** What a release installs cannot be seen, so it goes where any kind may be. */
const installsInto: Rule = (view, object) =>
  kindKey(object) === 'helm.toolkit.fluxcd.io/HelmRelease'
    ? ['spec.targetNamespace', 'spec.storageNamespace'].flatMap((field) => {
        const namespace = asString(fieldAt(object, field)) || (object.metadata.namespace ?? '');
        if (view.kindsFor(namespace) === 'any kind') return [];
        const problem = `is "${namespace}", which is the cluster's own, and what a release puts there cannot be seen`;
        return [{ field, problem, write: 'a namespace that a chart makes' }];
      })
    : [];

/** Who replaces a definition, and later takes it away, deletes every object of its kind. */
const definesKinds: Rule = (view, object) =>
  [...providedGroups(object), ...servedGroup(object)]
    .filter((group) => isManaged(view, group))
    .map((group) => ({
      field: 'kind',
      problem: `brings definitions of the API group ${group}, which the cluster's operator manages`,
      write: 'nothing: the kinds of that group are there, or come with an add-on of the cluster',
    }));

function isManaged({ settings: { provided } }: ClusterView, group: string): boolean {
  return provided.groups.includes(group) || (provided.reservedGroups ?? []).includes(group);
}

/** An API server of its own answers for a group in the place of the definitions. */
function servedGroup(object: KubeObject): string[] {
  return kindKey(object) === 'apiregistration.k8s.io/APIService' ? [asString(fieldAt(object, 'spec.group'))] : [];
}

const rules = [takesIdentity, entersNamespace, installsInto, definesKinds];

/** A chart is a Kustomization of its name. */
function chartNames(view: ClusterView): RuleFinding[] {
  const charts = new Map(view.objects.map(({ cluster, layer, chart }) => [chart, `${cluster}/${layer}/${chart}`]));
  return [...charts]
    .filter(([chart]) => view.owns(identityOf('kustomize.toolkit.fluxcd.io/Kustomization', fluxNamespace, chart)))
    .map(([chart, at]) => ({
      at,
      field: 'chart',
      problem: `its Kustomization would replace the root "${chart}", and Flux would delete every chart of the cluster`,
      write: 'another id',
    }));
}
