// What makes a workload's pods more and fewer: an autoscaler, or KEDA, which makes one.
import type { ClusterView } from './cluster-view.ts';
import { asRecord, asString, at } from './fields.ts';
import { apiGroup, identityOf, kindKey } from './identity.ts';
import type { KubeObject, RenderedObject } from './rendered.ts';

/** The kinds of scalers. */
export const scalerKinds = ['autoscaling/HorizontalPodAutoscaler', 'keda.sh/ScaledObject'] as const;

/** Every scaler of the cluster, those that releases bring too. */
export function scalersIn(view: ClusterView): readonly RenderedObject[] {
  return scalerKinds.flatMap((kind) => view.allOfKind(kind));
}

/** Whether it makes pods of another more and fewer. */
export function isScaler(object: KubeObject): boolean {
  return scalerKinds.some((kind) => kind === kindKey(object));
}

/** What a scaler scales. */
export interface ScaleTarget {
  /** Its identity. */
  readonly id: string;
  readonly kind: string;
  readonly name: string;
}

/** Source: KEDA, "ScaledObject specification", `scaleTargetRef`: without a kind it is a Deployment. */
export function scaleTargetOf(scaler: KubeObject): ScaleTarget {
  const defaults = kindKey(scaler) === 'keda.sh/ScaledObject' ? { apiVersion: 'apps/v1', kind: 'Deployment' } : {};
  const target = { ...defaults, ...asRecord(at(scaler, 'spec.scaleTargetRef')) } as Readonly<Record<string, unknown>>;
  const [apiVersion, kind, name] = [target.apiVersion, target.kind, target.name].map(asString);
  const id = identityOf(`${apiGroup(apiVersion ?? '')}/${kind}`, scaler.metadata.namespace, name ?? '');
  return { id, kind: kind ?? '', name: name ?? '' };
}
