// A prop that says two things at once means neither: the compiler refuses it, and synth, which runs without one, does too.
import { expect, test } from '@jest/globals';
import type { Chart } from 'cdk8s';
import type { ContainerProps } from '../../../lib/workload/container.ts';
import { Job } from '../../../lib/workload/job.ts';
import { diskMount, type Mount, scratch } from '../../../lib/workload/mount.ts';
import type { Check } from '../../../lib/workload/probe.ts';
import { StatefulService } from '../../../lib/workload/stateful-service.ts';
import { WebService, type WebServiceProps } from '../../../lib/workload/web-service.ts';
import { findingsOf } from '../../support/synthesize.ts';
import { asLine, good, shop } from './service.ts';

const { image, resources, health } = good;
const disk = diskMount('/data');

/** Never called: the compiler refuses each, and complains of a line that is refused no longer. */
const refused = [
  // @ts-expect-error a probe that asks a port and runs a program
  () => ({ tcp: 'http', command: ['/bin/alive'] }) satisfies Check,
  // @ts-expect-error a service without gRPC, whose protocol alone knows one
  () => ({ tcp: 'http', service: 'shop' }) satisfies Check,
  // @ts-expect-error a variable that comes from a field and from a Secret
  () => ({ A: { field: 'metadata.name', secret: 'a', key: 'a', because: 'a' } }) satisfies ContainerProps['env'],
  // @ts-expect-error files of a Secret and of a ConfigMap at once
  () => ({ name: 'a', path: '/a', source: { secret: 'a', configMap: 'a' } }) satisfies Mount,
  // @ts-expect-error a disk of its own for a copy that has none
  () => ({ ...good, mounts: [disk] }) satisfies WebServiceProps,
  // @ts-expect-error and for a container beside it
  () => ({ ...good, sidecars: [{ image, resources, name: 'a', mounts: [disk] }] }) satisfies WebServiceProps,
];

test('what a prop may say is known to the compiler', () => {
  expect(refused).toHaveLength(6);
});

const service = (change: object) => (chart: Chart) => new WebService(chart, 'shop', { ...good, ...change });
const asked = (liveness: object) => service({ health: { ...health, liveness } });
const variable = (value: unknown) => service({ env: { A: value } });
const stateful = (change: object) => (chart: Chart) =>
  new StatefulService(chart, 'shop', {
    image,
    resources,
    health,
    copies: 1,
    ports: { http: 8080 },
    disk: { size: '1Gi', path: '/data' },
    ...change,
  });
const checks = 'one of { path, port }, { command }, { tcp }, { grpc, service }';
const values = 'one of { field }, { resource }, { secret, key, because }';
const noDisk =
  'mounts.source: is a disk of its own, which a copy of this workload does not have; write: scratch(...), which is gone with the pod; or a StatefulService';

test.each<[string, (chart: Chart) => unknown, string[]]>([
  [
    'a probe that asks two things',
    asked({ tcp: 'http', command: ['/bin/a'] }),
    [`health.liveness: says tcp, command; write: ${checks}`],
  ],
  ['a probe that asks nothing', asked({}), [`health.liveness: says nothing; write: ${checks}`]],
  ['a probe that is misspelt', asked({ tpc: 'http' }), [`health.liveness: says tpc; write: ${checks}`]],
  [
    'a probe with what belongs to another',
    asked({ tcp: 'http', service: 'a' }),
    [`health.liveness: says tcp, service; write: ${checks}`],
  ],
  [
    'a probe of a port that is not there',
    asked({ grpc: 'grpc' }),
    ['health.liveness: asks the port "grpc", which is not there; write: one of http, metrics'],
  ],
  [
    'three probes of a port that is not there',
    service({ health: { liveness: { tcp: 'db' }, readiness: { path: '/a', port: 'db' }, startup: { grpc: 'db' } } }),
    [
      'health.liveness: asks the port "db", which is not there, and so do health.readiness and health.startup; write: one of http, metrics',
    ],
  ],
  [
    'probes of two ports that are not there',
    service({ health: { liveness: { tcp: 'a' }, readiness: { tcp: 'b' }, startup: '/a' } }),
    [
      'health.liveness: asks the port "a", which is not there; write: one of http, metrics',
      'health.readiness: asks the port "b", which is not there; write: one of http, metrics',
    ],
  ],
  ['a probe of a port', asked({ tcp: 'http' }), []],
  ['a probe of a program', asked({ command: ['/bin/a'] }), []],
  ['a probe of a path on another port', asked({ path: '/', port: 'metrics' }), []],
  [
    'a variable from two places',
    variable({ field: 'metadata.name', resource: 'limits.cpu' }),
    [`env.A: says field, resource; write: ${values}`],
  ],
  [
    'a variable from a Secret that is not there, and from a field',
    variable({ field: 'metadata.name', secret: 'gone', key: 'a', because: 'so' }),
    [`env.A: says field, secret, key, because; write: ${values}`],
  ],
  ['a variable from nowhere', variable({}), [`env.A: says nothing; write: ${values}`]],
  ['a variable that is a number', variable(8080), ['env.A: 8080 is no text; write: "8080"']],
  ['a variable from a field', variable({ field: 'metadata.name' }), []],
  [
    'a mount of nothing',
    service({ mounts: [{ name: 'a', path: '/a', source: {} }] }),
    ['mounts.source: says nothing; write: one of { secret }, { configMap }, { emptyDir }, { disk }'],
  ],
  [
    'a mount of a Secret and a ConfigMap that are not there',
    service({ mounts: [{ name: 'a', path: '/a', source: { secret: 'gone', configMap: 'gone' } }] }),
    ['mounts.source: says secret, configMap; write: one of { secret }, { configMap }, { emptyDir }, { disk }'],
  ],
  ['a disk of a service', service({ mounts: [disk] }), [noDisk]],
  ['a disk of a sidecar', service({ sidecars: [{ image, resources, name: 'a', mounts: [disk] }] }), [noDisk]],
  [
    'a disk of a Job',
    (chart) => new Job(chart, 'a', { image, resources, mounts: [disk as unknown as Mount] }),
    [noDisk],
  ],
  ['a folder to write to', service({ mounts: [scratch('data', '/data', '1Mi')] }), []],
  [
    'a sidecar of a stateful service with its disk',
    stateful({ sidecars: [{ image, resources, name: 'a', mounts: [disk] }] }),
    [],
  ],
  [
    'a stateful service that mounts its disk twice',
    stateful({ mounts: [diskMount('/more')] }),
    ['mounts.name: two volumes are named "data"; write: another name for one of them'],
  ],
])('%s', (_name, add, faults) => {
  expect(findingsOf(shop((chart) => void add(chart))).map(asLine)).toEqual(faults);
});
