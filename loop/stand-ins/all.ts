// Every stand-in, and what nobody stands in for.
import { health, type HealthTable } from '../../lib/flux/health.ts';
import { fleetFile } from '../../lib/platform.ts';
import { kindKey } from '../../render/identity.ts';
import type { RenderedObject } from '../../render/rendered.ts';
import { certManagerStandIns } from './cert-manager.ts';
import { externalSecretsStandIns, type Vault } from './external-secrets.ts';
import { gatewayStandIns } from './gateway.ts';
import { helmStandIns } from './helm.ts';
import { kedaStandIns } from './keda.ts';
import { notificationStandIns } from './notification.ts';
import { prometheusOperatorStandIns } from './prometheus-operator.ts';
import type { StandIn } from './stand-in.ts';
import { volumeStandIns } from './volumes.ts';

/** @param helm those of Helm's; none where the real controller runs. @default all values of charts are right */
export function allStandIns(helm: readonly StandIn[] = helmStandIns(new Map()), vault: Vault = {}): readonly StandIn[] {
  return [
    ...helm,
    ...certManagerStandIns,
    ...externalSecretsStandIns(vault),
    ...gatewayStandIns,
    ...kedaStandIns,
    ...notificationStandIns,
    ...prometheusOperatorStandIns,
    ...volumeStandIns,
  ];
}

/** Kinds whose controller is kube-controller-manager, which runs here. */
const runsHere: readonly Pick<StandIn, 'apiVersion' | 'kind'>[] = [
  { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicy' },
];

const ownRemedy = `readyStatus for it in health of ${fleetFile}, where a release provides its definition; or loop a cluster without it`;

/**
 * What Flux would wait for without end, as nobody plays its controller: a line an object.
 * @param own what a fleet says of its own kinds, whose controllers nobody plays. @default nothing
 */
export function unplayed(
  objects: readonly Pick<RenderedObject, 'at' | 'object'>[],
  standIns: readonly Pick<StandIn, 'apiVersion' | 'kind'>[],
  own: HealthTable = {},
): string[] {
  const played = new Set([...standIns, ...runsHere].map(kindKey));
  const all = { ...own, ...health };
  return objects
    .filter(({ object }) => typeof all[kindKey(object)] === 'object' && !played.has(kindKey(object)))
    .map(
      ({ at, object }) =>
        `${at}: nobody stands in for the controller of a ${object.kind}, so the loop would wait for it without end; write: ${kindKey(object) in own ? ownRemedy : 'a stand-in in loop/stand-ins/'}`,
    );
}
