// A probe on a port that the container lacks fails for ever, and the kubelet restarts the pod for ever.
import { asRecord } from '../fields.ts';
import { everyPod, type Pod } from '../pods.ts';
import { mayListen } from '../selection.ts';
import type { Check } from './check.ts';

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const handlers = ['httpGet', 'tcpSocket', 'grpc'];

export const probePortMissing: Check = ({ objects }) =>
  objects.flatMap(({ at, object }) =>
    everyPod(object).flatMap((pod) =>
      pod.containers
        .filter(({ isPatch }) => !isPatch)
        .flatMap(({ field, spec }) =>
          probes.flatMap((probe) =>
            handlers
              .map((handler) => asRecord(asRecord(spec[probe])[handler]))
              .filter(({ host, port }) => host === undefined && port !== undefined && !isThere(pod, spec, port))
              .map(({ port }) => ({
                at,
                field: `${field}.${probe}`,
                problem: `the container has no port ${JSON.stringify(port)}`,
                write: 'the name of one of its ports',
              })),
          ),
        ),
    ),
  );

/** A name is one of the container's own; a number may be any container's, as all of a pod have one address. */
function isThere({ containers }: Pod, container: Readonly<Record<string, unknown>>, port: unknown): boolean {
  return mayListen(typeof port === 'number' ? containers.map(({ spec }) => spec) : [container], port);
}
