// Stand-in for Flux' notification-controller: a Receiver needs the Secret with its token.
import { asString, at } from '../../render/fields.ts';
import { ready, refused, type StandIn } from './stand-in.ts';

export const notificationStandIns: readonly StandIn[] = [
  {
    apiVersion: 'notification.toolkit.fluxcd.io/v1',
    kind: 'Receiver',
    judge: (object, { find }) => {
      const name = asString(at(object, 'spec.secretRef.name'));
      return find('/Secret', object.metadata.namespace, name)
        ? ready(object)
        : refused(object, `there is no Secret "${name}"`);
    },
  },
];
