// A default that a docstring promises is the one that is rendered: both stand in this table, and each is compared.
import { expect, test } from '@jest/globals';
import { minReady } from '../../../lib/workload/rollout.ts';
import { asArray, at } from '../../../render/fields.ts';
import { objectsOf } from '../../support/synthesize.ts';
import { documentedDefault } from '../../support/docstrings.ts';
import { container, pod, rendered, serviceWith } from './service.ts';

const { livenessProbe, readinessProbe, startupProbe } = container();
const timing = (probe: unknown) => [at(probe, 'failureThreshold'), at(probe, 'periodSeconds')];
const kinds = (change: object) => objectsOf(serviceWith(change)).map(({ kind }) => kind);
const minimal = { zones: undefined, ports: { http: 8080 } };

test.each<[prop: string, documented: string, rendered: unknown, expected: unknown]>([
  ['probe Probes.liveness', '3 failures in a row, every 10 s', timing(livenessProbe), [3, 10]],
  ['probe Probes.readiness', '2 failures in a row, every 5 s', timing(readinessProbe), [2, 5]],
  ['probe Probes.startup', '30 failures in a row, every 2 s: a minute to start', timing(startupProbe), [30, 2]],
  [
    'probe ProbeSettings.timeoutSeconds',
    '2',
    [livenessProbe, readinessProbe, startupProbe].map((probe) => at(probe, 'timeoutSeconds')),
    [2, 2, 2],
  ],
  [
    'scale Scale.cpuPercent',
    '70',
    at(rendered('HorizontalPodAutoscaler'), 'spec.metrics'),
    [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
  ],
  ['shutdown Shutdown.preStopSeconds', '10', at(container(), 'lifecycle.preStop.sleep.seconds'), 10],
  [
    'shutdown Shutdown.drainSeconds',
    '20',
    at(pod({ shutdown: { preStopSeconds: 1 } }), 'spec.terminationGracePeriodSeconds'),
    1 + 20 + 5,
  ],
  ['shutdown Shutdown.graceSeconds', 'their sum and 5', at(pod(), 'spec.terminationGracePeriodSeconds'), 10 + 20 + 5],
  [
    'web-service WebServiceProps.shutdown',
    "10 s in the routes' farewell, 20 s to finish, 5 s to spare",
    at(pod(), 'spec.terminationGracePeriodSeconds'),
    35,
  ],
  [
    'rollout Rollout.minReadySeconds',
    'until its readiness probe would have failed: 10, 2 failures in a row every 5 s',
    at(rendered('Deployment'), 'spec.minReadySeconds'),
    10,
  ],
  [
    'rollout StepByStep.minReadySeconds',
    'until its readiness probe would have failed: 10, 2 failures in a row every 5 s',
    minReady({}),
    10,
  ],
  [
    'rollout Rollout.progressDeadlineSeconds',
    '600: those two, a minute and 10, and 530 until a new node is there and has pulled the image',
    at(rendered('Deployment'), 'spec.progressDeadlineSeconds'),
    60 + 10 + 530,
  ],
  ['resources Resources.cpuLimit', 'four times `cpu`', at(container(), 'resources.limits.cpu'), '1000m'],
  [
    'web-service WebServiceProps.zones',
    'none',
    asArray(at(pod(minimal), 'spec.topologySpreadConstraints')).map((rule) => at(rule, 'topologyKey')),
    ['kubernetes.io/hostname'],
  ],
  ['web-service WebServiceProps.route', 'none, the cluster alone does', kinds({}).includes('HTTPRoute'), false],
  ['container ContainerProps.mounts', 'none; the root file system is read-only', at(pod(), 'spec.volumes'), []],
  ['container ContainerProps.env', 'none', container().env, []],
  ['network Connections.from', 'none', at(rendered('NetworkPolicy', minimal), 'spec.ingress'), undefined],
  ['pod PodProps.kubernetesApi', 'false', at(pod(), 'spec.automountServiceAccountToken'), false],
  [
    'ports Ports.metrics',
    'none, the workload is not scraped',
    container(minimal).ports,
    [{ name: 'http', containerPort: 8080 }],
  ],
])('%s: %s', (prop, documented, rendered, expected) => {
  const [file, path = ''] = prop.split(' ');
  expect(documentedDefault(`lib/workload/${file}.ts`, path)).toBe(documented);
  expect(rendered).toEqual(expected);
});
