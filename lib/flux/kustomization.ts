// What tells Flux to keep one chart's folder in the cluster: a Kustomization, the same for every chart but for what
// follows from the chart's objects.
import type { IKustomization } from '@kubernetes-models/flux-cd/kustomize.toolkit.fluxcd.io/v1/Kustomization';
import { fluxNamespace } from '../platform.ts';
import type { HealthExpression } from './health.ts';

interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** What differs between the Kustomizations of a cluster; all of it is derived from the objects. */
export interface KustomizationProps {
  /** The chart's name; a cluster has one chart of a name. */
  readonly name: string;
  /** The folder of the chart's objects, from the repository's root: `dist/production/apps/shop`. */
  readonly path: string;
  /** The GitRepository that holds the folder. */
  readonly gitRepository: string;
  /** The charts that provide what this one uses, by name, and the migration that must be complete at the very revision. */
  readonly dependsOn: readonly { readonly name: string; readonly isMigration: boolean }[];
  /** Health of the custom kinds that the chart holds. */
  readonly healthChecks: readonly ({ readonly apiVersion: string; readonly kind: string } & HealthExpression)[];
  /**
   * The objects to wait for, where that is not all: Flux waits for a Job that makes no pods until it gives up, up to
   * kustomize-controller 1.7. An expression is of no help: for charts without an account Flux asks its own reader of Jobs first.
   * @default all objects of the chart
   */
  readonly waitFor?: readonly ObjectReference[];
  /** Minutes that all objects of the chart may take to become healthy. */
  readonly timeoutMinutes: number;
  /** The account in Flux' namespace whose rights Flux takes. @default that of the extension, which has all rights */
  readonly account?: string;
}

/**
 * Ready once is enough: by default a dependency must be ready at the very revision, so that one failed upgrade would
 * freeze all that depend on it. `lastAppliedRevision` is set by the first successful apply and stays. A service waits so for
 * its own migration alone: its new version must not meet the old schema.
 */
const readyOnce = 'has(dep.status.lastAppliedRevision)';

/** The Kustomization of a chart: server-side apply, prune, wait for health, decrypt SOPS, retry every minute. */
export function kustomization(props: KustomizationProps): IKustomization {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: props.name, namespace: fluxNamespace },
    spec: {
      interval: '10m',
      retryInterval: '1m',
      timeout: `${props.timeoutMinutes}m`,
      path: `./${props.path}`,
      prune: true,
      wait: props.waitFor === undefined,
      ...(props.waitFor && { healthChecks: props.waitFor.map((each) => ({ ...each })) }),
      sourceRef: { kind: 'GitRepository', name: props.gitRepository },
      decryption: { provider: 'sops' },
      ...(props.account !== undefined && { serviceAccountName: props.account }),
      ...(props.dependsOn.length > 0 && {
        dependsOn: props.dependsOn.map(({ name, isMigration }) =>
          isMigration ? { name } : { name, readyExpr: readyOnce },
        ),
      }),
      ...(props.healthChecks.length > 0 && { healthCheckExprs: props.healthChecks.map((check) => ({ ...check })) }),
    },
  };
}
