// What an operator of the cluster made is not ours to make: Flux would replace it, and with the root go all charts.
import { fluxNamespace } from '../../lib/platform.ts';
import type { Finding } from '../finding.ts';
import { identity, identityOf, kindKey } from '../identity.ts';
import type { RenderedObject } from '../rendered.ts';
import type { ClusterView } from '../cluster-view.ts';
import type { Check } from './check.ts';

type Problem = Omit<Finding, 'code'>;

export const ownedByCluster: Check = (view) => [
  ...view.objects.flatMap((rendered) => objectProblems(view, rendered)),
  ...chartProblems(view),
];

function objectProblems(view: ClusterView, { at, object }: RenderedObject): Problem[] {
  if (view.brings(identity(object)))
    return [
      {
        at,
        field: 'metadata.name',
        problem: `the cluster brings the ${object.kind} "${object.metadata.name}" along, and this one would replace it`,
        write: 'another name, or nothing: what is there can be used',
      },
    ];
  const { namespace = '' } = object.metadata;
  const kinds = view.provided.closed?.[namespace];
  if (kinds === undefined || kinds.includes(kindKey(object))) return [];
  return [
    {
      at,
      field: 'metadata.namespace',
      problem: `is "${namespace}", which is an operator's, and a chart may put no ${object.kind} there`,
      write: 'a namespace of the chart',
    },
  ];
}

/** A chart is a Kustomization of its name. */
function chartProblems(view: ClusterView): Problem[] {
  const charts = new Map(view.objects.map(({ chart, at }) => [chart, at]));
  return [...charts]
    .filter(([chart]) => view.brings(identityOf('kustomize.toolkit.fluxcd.io/Kustomization', fluxNamespace, chart)))
    .map(([chart, at]) => ({
      at: at.split('/').slice(0, 3).join('/'),
      field: 'chart',
      problem: `its Kustomization would replace the root "${chart}", and Flux would delete every chart of the cluster`,
      write: 'another id',
    }));
}
