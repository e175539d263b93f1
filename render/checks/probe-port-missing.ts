// A probe on a port that the container lacks fails for ever, and the kubelet restarts the pod for ever.
import { asArray, asRecord } from '../fields.ts';
import { podTemplateOf, workloadKinds } from '../pods.ts';
import type { Check } from './check.ts';
import { portsOf } from '../selection.ts';

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const handlers = ['httpGet', 'tcpSocket', 'grpc'];

export const probePortMissing: Check = (view) =>
  workloadKinds
    .flatMap((kind) => view.ofKind(kind))
    .flatMap(({ at, object }) => {
      const template = podTemplateOf(object);
      return asArray(template?.spec.containers)
        .map(asRecord)
        .flatMap((container) =>
          probes.flatMap((probe) => {
            const ports = portsOf([container]);
            return handlers
              .map((handler) => asRecord(asRecord(container[probe])[handler]).port)
              .filter((port) => port !== undefined && !ports.has(port))
              .map((port) => ({
                at,
                field: `${template?.field ?? ''}.spec.containers.${probe}`,
                problem: `the container has no port ${JSON.stringify(port)}`,
                write: 'the name of one of its ports',
              }));
          }),
        );
    });
