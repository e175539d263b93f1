// With access to a cluster it is asked itself, by kubectl and with the reader's own rights: what has Flux applied, and what runs?
import { imageOf } from '../../lib/pins/images.ts';
import { fluxNamespace } from '../../lib/platform.ts';
import { isReady, readyCondition } from '../../loop/conditions.ts';
import { asArray, asRecord, asString, at } from '../../render/fields.ts';
import { everyImage } from '../../render/pods.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { isMissing, run } from '../../tools/run.ts';
import { type HealthOf, runnersAt, shortened, type Watched } from './health.ts';
import type { Pinning } from './stages.ts';

/** The objects that kubectl prints as a list. */
type List = (...args: readonly string[]) => Promise<readonly KubeObject[]>;

/** The kinds that make pods, as kubectl is asked for them at once. */
const makers = 'deployments.apps,statefulsets.apps,daemonsets.apps,jobs.batch,cronjobs.batch';

/** Asks a cluster. @param context its name in the kubeconfig, as `kubectl config get-contexts` has it */
export function healthInCluster(context: string): HealthOf {
  return async (pinning) => {
    const list = kubectl(context);
    const runners = runnersAt('HEAD', pinning);
    const charts = [...new Set(runners.map(({ chart }) => chart))];
    if (charts.length === 0)
      return {
        evidence: '',
        refusals: [
          `${pinning.cluster}: dist/ has no chart that runs ${pinning.pin.digest}; npm run synth, and commit it`,
        ],
      };
    const kustomizations = await list('kustomizations.kustomize.toolkit.fluxcd.io', '--namespace', fluxNamespace);
    const namespaces = [...new Set(runners.map(({ namespace }) => namespace))];
    const listAll = (kinds: string): Promise<KubeObject[]> =>
      Promise.all(namespaces.map((namespace) => list(kinds, '--namespace', namespace))).then((lists) => lists.flat());
    const [made, pods] = await Promise.all([listAll(makers), listAll('pods')]);
    const running = made.filter((maker) => imagesOf(maker).includes(imageOf(pinning.pin)));
    const isIdle = running.length > 0 && !running.some(wantsPods);
    const refusals = [
      ...charts.flatMap((chart) =>
        notApplied(
          pinning,
          chart,
          kustomizations.find((each) => at(each, 'metadata.name') === chart),
        ),
      ),
      ...notRunning(pinning, pods, isIdle),
    ];
    const what = isIdle ? 'nothing of it runs at the moment' : 'its pods run it';
    const evidence = `${charts.map((chart) => `${pinning.cluster}/${chart}`).join(', ')}: ready, and ${what}`;
    return { evidence: refusals.length > 0 ? '' : evidence, refusals };
  };
}

function kubectl(context: string): List {
  return async (...args) => {
    const ended = await run('kubectl', ['--context', context, 'get', ...args, '--output', 'json']).catch(
      (error: unknown) => {
        throw isMissing(error) ? new Error('there is no kubectl; install it, or leave out --context') : error;
      },
    );
    if (ended.code !== 0) throw new Error(`kubectl get ${args[0]}: ${ended.stderr.trim()}`);
    return asArray(asRecord(JSON.parse(ended.stdout)).items) as KubeObject[];
  };
}

/** Why a chart's Kustomization does not show that the digest is applied. */
function notApplied(pinning: Watched, chart: string, kustomization: unknown): string[] {
  const name = `${pinning.cluster}/${chart}`;
  if (kustomization === undefined)
    return [`${name}: there is no such Kustomization in ${fluxNamespace}; is that the cluster?`];
  const path = asString(at(kustomization, 'spec.path')).replace(/^\.\//, '');
  if (!path.startsWith(`dist/${pinning.cluster}/`))
    return [`${name}: the Kustomization of that name applies ${path}; name a context of ${pinning.cluster}`];
  if (at(kustomization, 'spec.suspend') === true)
    return [`${name}: is suspended; flux resume kustomization ${chart} -n ${fluxNamespace}`];
  if (!isReady(kustomization))
    return [
      `${name}: is not ready (${asString(readyCondition(kustomization).message) || 'no condition'}); mend that first`,
    ];
  const revision = asString(at(kustomization, 'status.lastAppliedRevision'));
  const [, commit = ''] = /([0-9a-f]{40})$/.exec(revision) ?? [];
  const holds = commit !== '' && runnersAt(commit, pinning).some((runner) => runner.chart === chart);
  return holds
    ? []
    : [
        `${name}: has applied ${shortened(commit) || 'nothing'}, whose dist/ does not hold ${pinning.pin.digest}, or which is not here; git fetch, or wait for Flux`,
      ];
}

function imagesOf(object: KubeObject): string[] {
  return everyImage(object).map(({ image }) => image);
}

/** Whether one of its pods should be there now: not of a schedule that waits, nor of what is scaled to nothing. */
function wantsPods(maker: KubeObject): boolean {
  switch (maker.kind) {
    case 'Deployment':
    case 'StatefulSet':
      return at(maker, 'spec.replicas') !== 0;
    case 'DaemonSet':
      return at(maker, 'status.desiredNumberScheduled') !== 0;
    default:
      return false;
  }
}

/** The phases of a pod that ended; one that was evicted has failed, and stays there. */
const endedPhases: ReadonlySet<unknown> = new Set(['Succeeded', 'Failed']);

/** Why the pods do not show that the digest runs, and alone. @param isIdle whether there need be none */
function notRunning({ cluster, service, pin }: Pinning, pods: readonly KubeObject[], isIdle: boolean): string[] {
  const alive = pods.filter(
    (pod) => at(pod, 'metadata.deletionTimestamp') === undefined && !endedPhases.has(at(pod, 'status.phase')),
  );
  const own = alive.filter((pod) => imagesOf(pod).includes(imageOf(pin)));
  const others = alive.filter((pod) =>
    imagesOf(pod).some((image) => image.startsWith(`${pin.repository}:`) && !image.endsWith(`@${pin.digest}`)),
  );
  const unready = own.filter((pod) => !isReady(pod));
  const nameOf = (pod: KubeObject): string => asString(at(pod, 'metadata.name'));
  return [
    ...(own.length > 0 || isIdle ? [] : [`${cluster}/${service}: no pod runs ${pin.digest}; wait for its rollout`]),
    ...(unready.length > 0
      ? [`${cluster}/${service}: not ready: ${unready.map(nameOf).join(', ')}; mend that first`]
      : []),
    ...(others.length > 0
      ? [`${cluster}/${service}: still run another image: ${others.map(nameOf).join(', ')}; wait for the rollout`]
      : []),
  ];
}
