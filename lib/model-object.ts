// `kubernetes-models` and `flux-cd` type what cdk8s-plus-27 is too old for or never had; this puts them into the construct tree.
import type { Model } from '@kubernetes-models/base';
import { ApiObject, type ApiObjectProps } from 'cdk8s';
import type { Construct } from 'constructs';

/** A construct around a typed model: what the model holds is what is rendered, no field added or dropped. */
export class ModelObject extends ApiObject {
  /**
   * @param model a class of `kubernetes-models` or `@kubernetes-models/flux-cd`, with an explicit `metadata.name`
   */
  constructor(scope: Construct, id: string, model: Model<unknown>) {
    super(scope, id, plain(model));
  }
}

/** The model's fields as plain data, without what is undefined: cdk8s renders nothing but plain objects. */
function plain(model: Model<unknown>): ApiObjectProps {
  return JSON.parse(JSON.stringify(model)) as ApiObjectProps;
}
