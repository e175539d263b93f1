// An autoscaler that cannot measure its pods, or set their number, leaves it as it is for ever. Its condition in the cluster has this name.
import type { ClusterView } from '../cluster-view.ts';
import { asArray, asRecord, asString, at as fieldAt } from '../fields.ts';
import type { RuleFinding } from '../finding.ts';
import { identity } from '../identity.ts';
import { type Room, roomsOf } from '../namespaces.ts';
import { podAmount } from '../pod-resources.ts';
import type { Pod } from '../pods.ts';
import type { KubeObject } from '../rendered.ts';
import { scalerKinds, scaleTargetOf } from '../scalers.ts';
import type { Check } from './check.ts';

/** Kinds of Kubernetes whose number of pods nobody can set. Source: Kubernetes API, the kinds with the subresource `scale`. */
const unscalable = /^(?:\/Pod|apps\/DaemonSet|batch\/(?:CronJob|Job))\//;

export const unableToScale: Check = (view) => {
  const targets = targetsIn(view);
  return scalerKinds
    .flatMap((kind) => view.ofKind(kind))
    .flatMap(({ at, object }): RuleFinding[] => {
      const { id, kind } = scaleTargetOf(object);
      if (unscalable.test(id))
        return [
          {
            at,
            field: 'spec.scaleTargetRef.kind',
            problem: `nobody can set the number of pods of a ${kind}`,
            write: 'a Deployment or a StatefulSet',
          },
        ];
      return [
        ...measuresOf(object).flatMap((measure) => faults(targets, id, measure)),
        ...missingVariables(object, targets.get(id)),
      ].map((fault) => ({ at, ...fault }));
    });
};

/** A share of what the pods ask for. */
interface Measure {
  readonly field: string;
  readonly resource: string;
  /** Of all containers where it is undefined. */
  readonly container: string | undefined;
}

function measuresOf(scaler: KubeObject): Measure[] {
  return [
    ...asArray(fieldAt(scaler, 'spec.metrics')).flatMap((metric, index): Measure[] =>
      ['resource', 'containerResource'].flatMap((part) => {
        const { name, container, target } = asRecord(asRecord(metric)[part]);
        return asRecord(target).averageUtilization === undefined
          ? []
          : [{ field: `spec.metrics[${index}].${part}`, resource: asString(name), container: textOf(container) }];
      }),
    ),
    // Source: KEDA, "CPU" and "Memory": a share, unless it says an average.
    ...asArray(fieldAt(scaler, 'spec.triggers'))
      .map(asRecord)
      .flatMap(({ type, metricType, metadata }, index): Measure[] =>
        (type === 'cpu' || type === 'memory') && metricType !== 'AverageValue'
          ? [
              {
                field: `spec.triggers[${index}]`,
                resource: type,
                container: textOf(asRecord(metadata).containerName),
              },
            ]
          : [],
      ),
  ];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function faults(
  targets: ReadonlyMap<string, Target>,
  id: string,
  { field, resource, container }: Measure,
): Pick<RuleFinding, 'field' | 'problem' | 'write'>[] {
  const target = targets.get(id);
  if (!target) return [];
  const running = measured(target.pod, container);
  if (container !== undefined && running.containers.length === 0)
    return [{ field, problem: `its pods have no container "${container}"`, write: 'the name of one of them' }];
  return podAmount(running, `requests.${resource}`, target.limits) === undefined
    ? [
        {
          field,
          problem: `a container of its pods asks for no ${resource}, and of nothing there is no share`,
          write: `requests.${resource} of each container; or an average value`,
        },
      ]
    : [];
}

/** Source: KEDA, "ScaledObject specification", `envSourceContainerName`, and `pkg/scaling/resolver`: what ends in `FromEnv` is a variable. */
function missingVariables(
  scaler: KubeObject,
  target: Target | undefined,
): Pick<RuleFinding, 'field' | 'problem' | 'write'>[] {
  const source = fieldAt(scaler, 'spec.scaleTargetRef.envSourceContainerName');
  const containers = asArray(target?.pod.spec.containers).map(asRecord);
  const { env, envFrom } = containers.find(({ name }) => source === undefined || name === source) ?? {};
  if (target === undefined || asArray(envFrom).length > 0) return [];
  const variables = new Set(asArray(env).map((each) => asRecord(each).name));
  return asArray(fieldAt(scaler, 'spec.triggers'))
    .map(asRecord)
    .flatMap(({ metadata, authenticationRef }, index) =>
      authenticationRef === undefined
        ? Object.entries(asRecord(metadata))
            .filter(([key, variable]) => key.endsWith('FromEnv') && !variables.has(variable))
            .map(([key, variable]) => ({
              field: `spec.triggers[${index}].metadata.${key}`,
              problem: `the container has no variable "${String(variable)}"`,
              write: 'the name of one of its variables; or an authenticationRef',
            }))
        : [],
    );
}

/** What makes pods, and what its namespace gives to them. */
interface Target extends Pick<Room, 'limits'> {
  readonly pod: Pod;
}

function targetsIn(view: ClusterView): ReadonlyMap<string, Target> {
  return new Map(
    roomsOf(view).flatMap(({ workloads, limits }) =>
      workloads.map(({ rendered, pod }) => [identity(rendered.object), { pod, limits }] as const),
    ),
  );
}

/** The pod with the containers that are measured: those that run before the others are over. */
function measured(pod: Pod, container: string | undefined): Pod {
  const own = new Set(asArray(pod.spec.containers));
  return {
    ...pod,
    containers: pod.containers
      .filter(({ spec }) => own.has(spec) || spec.restartPolicy === 'Always')
      .filter(({ spec }) => container === undefined || spec.name === container),
  };
}
