// A probe on a port that the container lacks fails for ever, and the kubelet restarts the pod for ever.
import { asRecord } from '../fields.ts';
import { everyContainer } from '../pods.ts';
import type { Check } from './check.ts';
import { portsOf } from '../selection.ts';

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const handlers = ['httpGet', 'tcpSocket', 'grpc'];

export const probePortMissing: Check = ({ objects }) =>
  objects.flatMap(({ at, object }) =>
    everyContainer(object)
      .filter(({ isPatch }) => !isPatch)
      .flatMap(({ field, spec }) => {
        const ports = portsOf([spec]);
        return probes.flatMap((probe) =>
          handlers
            .map((handler) => asRecord(asRecord(spec[probe])[handler]).port)
            .filter((port) => port !== undefined && !ports.has(port))
            .map((port) => ({
              at,
              field: `${field}.${probe}`,
              problem: `the container has no port ${JSON.stringify(port)}`,
              write: 'the name of one of its ports',
            })),
        );
      }),
  );
