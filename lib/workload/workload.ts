// What every workload is: a name that all its objects bear, and labels by which everything finds its pods.
import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { addRules, type Fault } from '../validation/rules.ts';
import { dnsLabel } from '../validation/limits.ts';
import { misfitsOf } from '../validation/props.ts';
import type { Fields } from '../validation/shape.ts';
import { account, type Identity } from './identity.ts';

/** The label of a workload's pods that says its name. */
export const nameLabel = 'app.kubernetes.io/name';

/** A construct whose id is the name of all its objects, so that moving it in the code renames nothing. */
export abstract class Workload extends Construct {
  /** The construct's id: the name of all its objects. */
  readonly name: string;
  /** The chart's namespace. */
  readonly namespace: string | undefined;
  /** Labels of the pods; everything selects by them. They never change: selectors are immutable. */
  readonly labels: Readonly<Record<string, string>>;

  /**
   * @param shape of the props
   * @param faults what is wrong with the settings
   * @throws Error for props that are not of that shape
   */
  constructor(
    scope: Construct,
    id: string,
    props: { readonly identity?: Identity },
    shape: Fields,
    faults: () => readonly Fault[],
  ) {
    const unknown = misfitsOf(scope, id, props, shape);
    super(scope, id);
    this.name = id;
    this.namespace = Chart.of(this).namespace;
    this.labels = { [nameLabel]: id };
    addRules(this, () => [...dnsLabel('name', id), ...unknown, ...faults()]);
    account(this, id, props.identity);
  }
}
