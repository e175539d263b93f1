// What the API server refuses, whoever sends it: the same rules hold for what never went through synth.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ChartInputs } from '../composed-cluster.ts';
import { ModelObject } from '../model-object.ts';
import { everyPolicy } from '../policy/policies.ts';
import { bindingObject, policyObject } from '../policy/policy.ts';
import { hold } from './held.ts';
import type { PlatformSettings } from './settings.ts';

/** Every policy with its binding. All other charts come after it, so that nothing of them is made before the policies are there. */
export class Policies extends Chart {
  constructor(scope: Construct, { cluster }: ChartInputs<Pick<PlatformSettings, 'admission'>>) {
    hold(scope, cluster, 'admission');
    super(scope, 'policies');
    const { admission } = cluster;
    for (const policy of everyPolicy(admission.registries)) {
      new ModelObject(this, `${policy.name}-policy`, policyObject(policy));
      new ModelObject(this, `${policy.name}-binding`, bindingObject(policy, admission.enforcement));
    }
  }
}
