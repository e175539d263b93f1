// Which pods are held against which level: those of the tree, in a namespace of the tree.
import { describe, expect, test } from '@jest/globals';
import { ApiObject, type Chart } from 'cdk8s';
import { Namespace, type PodSecurity } from '../../lib/namespace/namespace.ts';
import { restrictedContainer, restrictedPod } from '../../lib/workload/security.ts';
import { findingsOf, pinnedImage } from '../support/synthesize.ts';

const container = { name: 'a', image: pinnedImage };
const bare = { containers: [container] };
const safe = { securityContext: restrictedPod, containers: [{ ...container, securityContext: restrictedContainer }] };

type Wrap = (pod: object) => object;

const template: Wrap = (spec) => ({ metadata: { labels: { app: 'a' } }, spec });
const selector = { matchLabels: { app: 'a' } };
const job: Wrap = (pod) => ({ template: { spec: { restartPolicy: 'Never', ...pod } } });

/** Every kind that makes pods. */
const kinds: readonly (readonly [kind: string, apiVersion: string, spec: Wrap])[] = [
  ['Deployment', 'apps/v1', (pod) => ({ selector, template: template(pod) })],
  ['StatefulSet', 'apps/v1', (pod) => ({ selector, serviceName: 'a', template: template(pod) })],
  ['DaemonSet', 'apps/v1', (pod) => ({ selector, template: template(pod) })],
  ['ReplicaSet', 'apps/v1', (pod) => ({ selector, template: template(pod) })],
  ['ReplicationController', 'v1', (pod) => ({ selector: { app: 'a' }, template: template(pod) })],
  ['Job', 'batch/v1', job],
  ['CronJob', 'batch/v1', (pod) => ({ schedule: '0 3 * * *', jobTemplate: { spec: job(pod) } })],
  ['Pod', 'v1', (pod) => pod],
];

/** Messages about one workload in the namespace `a`. */
function said(level: PodSecurity | undefined, apiVersion: string, kind: string, spec: object): string[] {
  const findings = findingsOf({
    a: (chart: Chart) => {
      if (level)
        new Namespace(chart, 'namespace', {
          name: 'a',
          quota: { cpu: '1', memory: '1Gi', pods: 5 },
          podSecurity: level,
        });
      new ApiObject(chart, 'workload', { apiVersion, kind, metadata: { name: 'a' }, spec } as never);
    },
  });
  return findings.filter(({ code }) => code === 'pod-security').map(({ problem }) => problem);
}

const privileged = { level: 'privileged', because: 'of a test' } as const;
const baseline = { level: 'baseline', because: 'of a test' } as const;

describe.each(kinds)('the pods of a %s', (kind, apiVersion, wrap) => {
  const messages = (level: PodSecurity | undefined, pod: object): string[] => said(level, apiVersion, kind, wrap(pod));

  test('are refused where they have not what the namespace asks for, in one message', () => {
    const [message, ...more] = messages('restricted', bare);
    expect(more).toEqual([]);
    expect(message).toMatch(/^the namespace "a" \(restricted\) would refuse every pod of it: /);
    expect(message).toContain('containers[0].securityContext.allowPrivilegeEscalation is not false');
    expect(message).toMatch(/capabilities.drop has no "ALL"$/);
  });

  test('are accepted where they have it', () => expect(messages('restricted', safe)).toEqual([]));

  test('are held to the level of the namespace, and to none in one that is privileged', () => {
    expect(messages(baseline, bare)).toEqual([]);
    expect(messages(baseline, { ...bare, hostNetwork: true })).toHaveLength(1);
    expect(messages(privileged, { ...bare, hostNetwork: true })).toEqual([]);
  });

  test('are held to nothing in a namespace that is not in the tree: nobody knows what it asks for', () => {
    expect(messages(undefined, bare)).toEqual([]);
  });
});

test('each container counts, also those that run before the others', () => {
  const init = { ...safe, initContainers: [{ ...container, name: 'b' }] };
  expect(said('restricted', 'v1', 'Pod', init)).toEqual([
    expect.stringContaining('spec.initContainers[0].securityContext.allowPrivilegeEscalation is not false'),
  ]);
});
