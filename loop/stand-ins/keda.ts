// Stand-in for KEDA: it needs the access that a trigger names. It counts nothing and scales nothing.
import { asArray, asRecord, asString, at } from '../../render/fields.ts';
import { ready, refused, type StandIn } from './stand-in.ts';

export const kedaStandIns: readonly StandIn[] = [
  {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    judge: (object, { find }) => {
      const missing = asArray(at(object, 'spec.triggers'))
        .map((trigger) => asRecord(asRecord(trigger).authenticationRef))
        .filter(({ kind = 'TriggerAuthentication' }) => kind === 'TriggerAuthentication')
        .map(({ name }) => asString(name))
        .find((name) => name !== '' && !find('keda.sh/TriggerAuthentication', object.metadata.namespace, name));
      return missing === undefined ? ready(object) : refused(object, `there is no TriggerAuthentication "${missing}"`);
    },
  },
];
