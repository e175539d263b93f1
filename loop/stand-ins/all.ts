// Every stand-in, and what nobody stands in for.
import { health } from '../../lib/flux/health.ts';
import { kindKey } from '../../render/identity.ts';
import type { RenderedObject } from '../../render/rendered.ts';
import { certManagerStandIns } from './cert-manager.ts';
import { externalSecretsStandIns } from './external-secrets.ts';
import { gatewayStandIns } from './gateway.ts';
import { helmStandIns } from './helm.ts';
import { notificationStandIns } from './notification.ts';
import { prometheusOperatorStandIns } from './prometheus-operator.ts';
import type { StandIn } from './stand-in.ts';
import { volumeStandIns } from './volumes.ts';

/** @param helm those of Helm's; none where the real controller runs. @default all values of charts are right */
export function allStandIns(helm: readonly StandIn[] = helmStandIns(new Map())): readonly StandIn[] {
  return [
    ...helm,
    ...certManagerStandIns,
    ...externalSecretsStandIns,
    ...gatewayStandIns,
    ...notificationStandIns,
    ...prometheusOperatorStandIns,
    ...volumeStandIns,
  ];
}

/** What Flux would wait for without end, as nobody plays its controller: a line an object. */
export function unplayed(
  objects: readonly Pick<RenderedObject, 'at' | 'object'>[],
  standIns: readonly Pick<StandIn, 'apiVersion' | 'kind'>[],
): string[] {
  const played = new Set(standIns.map(kindKey));
  return objects
    .filter(({ object }) => typeof health[kindKey(object)] === 'object' && !played.has(kindKey(object)))
    .map(
      ({ at, object: { kind } }) =>
        `${at}: nobody stands in for the controller of a ${kind}, so the loop would wait for it without end; write: a stand-in in loop/stand-ins/`,
    );
}
