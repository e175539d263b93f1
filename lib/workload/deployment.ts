// Copies that are alike, replaced a few at a time: the old one goes when the new one is ready.
import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import { ModelObject } from '../model-object.ts';
import { type RolloutSettings, rolloutTimes } from './rollout.ts';

/** The Deployment of a workload. It says no number of copies: its autoscaler does. */
export function deployment(
  scope: Construct,
  name: string,
  labels: Readonly<Record<string, string>>,
  template: IPodTemplateSpec,
  props: RolloutSettings,
): ApiObject {
  return new ModelObject<IDeployment>(scope, 'deployment', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels: { ...labels } },
    spec: {
      revisionHistoryLimit: 5,
      ...rolloutTimes(props),
      selector: { matchLabels: { ...labels } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: '25%' } },
      template,
    },
  });
}
