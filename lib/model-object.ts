// `kubernetes-models` and `flux-cd` type what cdk8s-plus-27 is too old for or never had; this puts them into the construct tree.
import type { TypeMeta } from '@kubernetes-models/base';
import { ApiObject, type ApiObjectProps } from 'cdk8s';
import type { Construct } from 'constructs';

/**
 * A construct around a typed model: what the model holds is what is rendered, no field added or dropped. `T` is the
 * interface of its kind, such as `IDeployment`, or none where `imports/` has its type: `HttpRoute.manifest({ ... })`; the classes beside those would load 200 files of validators with every
 * command, for what synth validates anyway.
 */
export class ModelObject<T extends TypeMeta = TypeMeta> extends ApiObject {
  /** @param model with an explicit `metadata.name` */
  constructor(scope: Construct, id: string, model: T) {
    super(scope, id, plain(model));
  }
}

/** The model's fields as plain data, without what is undefined: cdk8s renders nothing but plain objects. */
function plain(model: TypeMeta): ApiObjectProps {
  return JSON.parse(JSON.stringify(model)) as ApiObjectProps;
}
