// Each chart's Flux Kustomization follows from its objects: what it depends on, what to wait for, how long.
import type { HealthTable } from '../lib/flux/health.ts';
import { kustomization } from '../lib/flux/kustomization.ts';
import { accountName } from '../lib/tenancy/application.ts';
import type { ClusterView } from './cluster-view.ts';
import { at } from './fields.ts';
import { helmMinutes } from './helm-timeout.ts';
import { kindKey } from './identity.ts';
import { waitFor } from './idle-jobs.ts';
import { append } from './multimap.ts';
import { chartFolder } from './paths.ts';
import type { KubeObject, RenderedObject } from './rendered.ts';
import { stepSeconds } from './step-by-step.ts';

/** Minutes beyond the longest Job, so that it fails first and says why. */
const beyondJobMinutes = 1;
/** Seconds until a rollout has failed where it does not say. Source: Kubernetes, "Deployments", Progress Deadline Seconds. */
const defaultDeadline = 600;
/** Nobody looks at the next commit while Flux waits: not longer than this for a rollout that never fails. */
const longestDeadline = 7200;
/** Minutes beyond the longest deadline of a rollout, so that it fails first and says why. Any pod may need a new node as a rollout does. */
const beyondRolloutMinutes = 2;
/** Minutes beyond the Helm releases, so that Helm gives up first and says why. */
const beyondHelmMinutes = 5;

/** The layer that holds the Kustomizations; no chart lives in it. */
export const fluxLayer = 'flux';

/** The Kustomizations of a cluster, one a chart. */
export function kustomizations(
  view: ClusterView,
  dependencies: ReadonlyMap<string, readonly string[]>,
): RenderedObject[] {
  const charts = new Map<string, RenderedObject[]>();
  for (const rendered of view.objects) append(charts, rendered.chart, rendered);
  return [...charts].map(([chart, objects]) => {
    const { layer, at: place } = objects[0] as RenderedObject;
    const application = view.applications.get(chart);
    const model = kustomization({
      name: chart,
      path: `dist/${chartFolder({ cluster: view.cluster, layer, chart })}`,
      gitRepository: view.settings.gitRepository,
      dependsOn: (dependencies.get(chart) ?? []).map((name) => ({
        name,
        isMigration: name === application?.migration,
      })),
      healthChecks: healthChecks(objects, view.settings.health),
      ...waitFor(objects.map(({ object }) => object)),
      timeoutMinutes: timeoutMinutes(objects),
      ...(application && { account: accountName(application.name) }),
    });
    return {
      at: place.split('/').slice(0, 3).join('/'),
      cluster: view.cluster,
      layer: fluxLayer,
      chart: '',
      object: JSON.parse(JSON.stringify(model)) as KubeObject,
    };
  });
}

function healthChecks(objects: readonly RenderedObject[], health: HealthTable) {
  const kinds = new Map(objects.map(({ object }) => [kindKey(object), object]));
  return [...kinds]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, { apiVersion, kind }]) => {
      const check = health[key];
      if (!check || check === 'stateless') return [];
      const { current, failed } = check;
      return [{ apiVersion, kind, current, ...(failed !== undefined && { failed }) }];
    });
}

function timeoutMinutes(objects: readonly RenderedObject[]): number {
  const minutes = objects.map(({ object }) => {
    switch (kindKey(object)) {
      case 'batch/Job':
        return minutesOf(at(object, 'spec.activeDeadlineSeconds'), 0) + beyondJobMinutes;
      case 'apps/Deployment':
        return rolloutMinutes(at(object, 'spec.progressDeadlineSeconds'));
      default:
        // A step may have to wait for a new node, as one of a Deployment does.
        return rolloutMinutes(defaultDeadline + stepSeconds(object));
    }
  });
  const helm = Math.ceil(helmMinutes(objects.map(({ object }) => object)) + beyondHelmMinutes);
  return Math.max(rolloutMinutes(defaultDeadline), helm, ...minutes);
}

function rolloutMinutes(deadline: unknown): number {
  return minutesOf(deadline, defaultDeadline) + beyondRolloutMinutes;
}

/** Of a deadline in seconds, as far as Flux waits for one. What is no number of seconds is refused elsewhere. */
function minutesOf(deadline: unknown, usual: number): number {
  const seconds = typeof deadline === 'number' ? deadline : usual;
  return Math.ceil(Math.min(seconds, longestDeadline) / 60);
}
