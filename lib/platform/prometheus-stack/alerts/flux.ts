// What is merged must reach the cluster: what Flux says of its own objects, in the series that flux-state.ts makes.
import type { Rule } from '../rule.ts';

/** What an object is, whatever its state: by these alone, an alert does not begin anew with each change of a label. */
const each = 'max by (customresource_kind, exported_namespace, name)';
const object = '{{ $labels.customresource_kind }} {{ $labels.exported_namespace }}/{{ $labels.name }}';

/** A Helm release may take 15 minutes, and its Kustomization waits for it: what takes twice as long does not come by itself. */
const notReady: Rule = {
  alert: 'FluxNotReady',
  expr: `${each} (gotk_resource_info{ready=~"False|Unknown", suspended!="true"}) == 1`,
  for: '30m',
  summary: `${object} has not been ready for half an hour: what is merged does not reach the cluster.`,
};

const suspended: Rule = {
  alert: 'FluxSuspended',
  expr: `${each} (gotk_resource_info{suspended="true"}) == 1`,
  for: '1d',
  summary: `${object} has been suspended for a day: nothing that is merged for it reaches the cluster.`,
};

/**
 * A controller that has stopped says nothing, and its objects stay ready: at a commit that no source has any more. They look for a
 * newer one every ten minutes.
 */
const behind: Rule = {
  alert: 'FluxBehind',
  expr: [
    `${each} (gotk_resource_info{customresource_kind="Kustomization", ready="True", suspended!="true"}`,
    'unless on (revision) gotk_resource_info{customresource_kind=~"GitRepository|OCIRepository|Bucket"}) == 1',
  ].join(' '),
  for: '30m',
  summary: `${object} says that it is ready, at a commit older than that of its source: nobody applies the newer one.`,
};

export const flux: readonly Rule[] = [notReady, suspended, behind];
