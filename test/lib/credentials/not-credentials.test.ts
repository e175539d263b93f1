// The door for what looks like a credential and is none: a reason for each field, rendered beside it.
import { describe, expect, test } from '@jest/globals';
import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { assert, property, stringMatching } from 'fast-check';
import { notCredentials, unexcusedLeaks } from '../../../lib/credentials/not-credentials.ts';
import { HelmRelease } from '../../../lib/flux/helm-release.ts';
import { Namespace } from '../../../lib/namespace/namespace.ts';
import { FleetApp } from '../../../render/fleet-app.ts';
import { render } from '../../../render/render.ts';
import type { KubeObject } from '../../../render/rendered.ts';
import { emptyCluster, renderCharts } from '../../support/synthesize.ts';

const because = 'it is the name of a header';

function rendered(because: Readonly<Record<string, string>>, kind = 'HelmRelease') {
  return renderCharts({
    a: (chart: Chart) => {
      new Namespace(chart, 'namespace', { name: 'a', quota: { cpu: '1', memory: '1Gi', pods: 5 } });
      const release = new HelmRelease(chart, 'release', {
        url: 'oci://example.com/chart',
        version: '1.0.0',
        namespace: 'a',
        requires: [],
        values: { auth: { token: 'x-forwarded-user' }, password: 'hunter2' },
      });
      notCredentials(release, kind, because);
    },
  });
}

const said = (reasons: Readonly<Record<string, string>>, kind?: string): string[] =>
  rendered(reasons, kind).findings.map(({ code, field, problem }) => `${code} ${field} ${problem}`);

describe('a reason', () => {
  test('lets its field pass, and no other; it is rendered', () => {
    const { findings, objects } = rendered({ 'spec.values.auth.token': because });
    expect(findings.map(({ code, field }) => [code, field])).toEqual([
      ['plaintext-credential', 'spec.values.password'],
    ]);
    const release = objects.find(({ object }) => object.kind === 'HelmRelease');
    expect(release?.object.metadata.annotations).toEqual({
      'fleetwright.dev/not-a-credential': `spec.values.auth.token because ${because}`,
    });
  });

  test('lets a ConfigMap be synthesized', () => {
    const { files, findings } = renderCharts({
      a: (chart) => {
        new Namespace(chart, 'namespace', { name: 'a', quota: { cpu: '1', memory: '1Gi', pods: 5 } });
        const config = new k8s.KubeConfigMap(chart, 'config', { metadata: { name: 'c' }, data: { token: 'example' } });
        notCredentials(config, 'ConfigMap', { 'data.token': because });
      },
    });
    expect(findings).toEqual([]);
    expect(files.get('test/apps/a/a/ConfigMap_c.yaml')).toContain(`data.token because ${because}`);
  });

  test('may stand in the chart of an application', () => {
    const app = new FleetApp('.preview');
    const chart = class extends Chart {
      constructor(scope: Construct) {
        super(scope, 'team', { namespace: 'team' });
        const config = new k8s.KubeConfigMap(this, 'config', { metadata: { name: 'c' }, data: { token: 'example' } });
        notCredentials(config, 'ConfigMap', { 'data.token': because });
      }
    };
    emptyCluster(app).applications('apps', {
      team: { chart, quota: { cpu: '1', memory: '1Gi', pods: 5 } },
    });
    expect(render(app).findings).toEqual([]);
  });

  test('that no value needs is refused', () => {
    expect(said({ 'spec.values.auth.token': because, 'spec.values.password': because, 'spec.chart': because })).toEqual(
      [
        'plaintext-credential metadata.annotations["fleetwright.dev/not-a-credential"] gives a reason for "spec.chart", where nothing looks like a credential',
      ],
    );
  });

  test('is there, in one line, and for one object', () => {
    expect(said({ 'spec.values.password': ' ' })).toContain(
      'invalid-setting notCredentials.because "spec.values.password" has no reason',
    );
    expect(said({ 'spec.values.password': 'a\nb' })).toContain(
      'invalid-setting notCredentials.because "spec.values.password" has no reason',
    );
    expect(said({ 'spec.values.password': because }, 'Deployment')).toContain(
      'invalid-setting notCredentials.kind 0 objects are a "Deployment"',
    );
  });
});

test('no other text of the annotation lets anything pass', () => {
  const object = (annotation: string): KubeObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'c', annotations: { 'fleetwright.dev/not-a-credential': annotation } },
    data: { token: 'hunter2' },
  });
  const fields = (annotation: string): string[] => unexcusedLeaks({ ...object(annotation) }).map(({ field }) => field);
  expect(fields('data.token because it is an example')).toEqual([]);
  assert(
    property(stringMatching(/^(data|data\.tok|token|\*|data\.\*| |data\.token| because | .{0,9}){1,4}$/), (text) => {
      const reasons = text.split('\n').some((line) => /^data\.token because .*\S/.test(line));
      expect(fields(text).includes('data.token')).toBe(!reasons);
    }),
  );
});
