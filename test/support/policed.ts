// The real API server with the policies in force, and namespaces that are bound to them.
import { App } from 'cdk8s';
import { installDefinitions } from '../../loop/definitions.ts';
import { Objects } from '../../loop/objects.ts';
import { refusalOf } from '../../loop/rest.ts';
import type { BareServerPrograms } from '../../loop/bare-server.ts';
import { until } from '../../loop/until.ts';
import { Policies } from '../../lib/platform/policies.ts';
import { type Admission as Bound, boundMetadata } from '../../lib/policy/bound.ts';
import { objectName } from '../../lib/policy/names.ts';
import { everyPolicy } from '../../lib/policy/policies.ts';
import type { Enforcement, Policy } from '../../lib/policy/policy.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { Admission } from './admission.ts';
import { mutantsOf } from './policy-samples.ts';

export const registries = ['registry.example', 'mirror.example/team'];

const groups = ['cilium.io', 'external-secrets.io', 'gateway.networking.k8s.io'];

/** The objects of the policies' chart. */
export function policyObjects(enforcement: Enforcement): KubeObject[] {
  const chart = new Policies(new App(), { cluster: { admission: { enforcement, registries } }, image: () => '' });
  return chart.toJson() as KubeObject[];
}

/** A server that judges objects by the policies. */
export class Policed {
  readonly objects: Objects;

  private constructor(readonly server: Admission) {
    this.objects = new Objects(server.rest);
  }

  /** @param controllers program of Kubernetes' own. @default none run */
  static async start(programs: BareServerPrograms, controllers?: string): Promise<Policed> {
    const policed = new Policed(await Admission.start(programs, controllers));
    for (const group of groups) await installDefinitions(policed.objects, group);
    return policed;
  }

  async namespace(name: string, bound: Bound, loadBalancers = false): Promise<void> {
    const { labels, annotations } = boundMetadata(bound, loadBalancers);
    await this.objects.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels, annotations } });
    await this.objects.apply({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace: name },
    });
  }

  /** Makes the policies, and waits until each is in force: that takes a moment. @param namespace that all are bound to */
  async enforce(policies: readonly KubeObject[], namespace: string): Promise<void> {
    for (const policy of policies) await this.objects.apply(policy);
    await Promise.all(
      everyPolicy(registries).map(async (policy) =>
        until(async () => (await this.refusal(aMutant(policy, namespace)))?.includes(objectName(policy.name)), {
          what: `${policy.name} is in force`,
        }),
      ),
    );
  }

  /** What the server has against a new object; undefined where it takes it. */
  async refusal(object: KubeObject): Promise<string | undefined> {
    return (await refusalOf(this.objects.tryCreate(object)))?.message;
  }

  async close(): Promise<void> {
    await this.server.close();
  }
}

function aMutant(policy: Policy, namespace: string): KubeObject {
  const [first] = mutantsOf(policy, namespace);
  if (!first) throw new Error(`${policy.name} has no mutant`);
  return first.object;
}
