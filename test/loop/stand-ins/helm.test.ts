// The stand-in for helm-controller says no to what Helm would refuse.
import { describe, expect, test } from '@jest/globals';
import { annotations } from '../../../lib/platform.ts';
import type { KubeObject } from '../../../render/rendered.ts';
import { helmStandIns } from '../../../loop/stand-ins/helm.ts';
import { judge, verdictOf, worldOf } from '../../../loop/stand-ins/world.ts';

const url = 'oci://registry.example.com/charts/broker';
const standIns = helmStandIns(
  new Map([
    [url, { type: 'object', properties: { replicas: { type: 'integer', minimum: 1 } }, additionalProperties: false }],
  ]),
);
const namespace = 'cluster-config';
const source: KubeObject = {
  apiVersion: 'source.toolkit.fluxcd.io/v1',
  kind: 'OCIRepository',
  metadata: { name: 'broker', namespace },
  spec: { url },
};

const targetNamespace = 'broker';

function release(values?: object, marks: Readonly<Record<string, string>> = {}): KubeObject {
  const chartRef = { kind: 'OCIRepository', name: 'broker' };
  return {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name: 'broker', namespace, annotations: marks },
    spec: { chartRef, targetNamespace, ...(values && { values }) },
  };
}

describe('a HelmRelease', () => {
  test.each([
    ['whose values fit the schema', release({ replicas: 2 })],
    ['without values, where the schema demands none', release()],
    ['whose required group is served', release({}, { [annotations.requires]: 'monitoring.coreos.com' })],
  ])('%s is ready', (_name, object) => {
    expect(judge(standIns, object, worldOf([source], ['monitoring.coreos.com']))).toBe('ready');
  });

  test.each([
    ['with a value of the wrong type', { replicas: 'many' }, '#/replicas'],
    ['with a value that the chart does not know', { replica: 2 }, '#'],
  ])('%s is refused, with the place', (_name, values, place) => {
    expect(judge(standIns, release(values), worldOf([source]))).toMatch(
      new RegExp(`^the chart's values.schema.json refuses the values: ${place}`),
    );
  });

  test('whose source is missing is refused', () => {
    expect(judge(standIns, release(), worldOf([]))).toBe('there is no OCIRepository "broker"');
  });

  test('whose source is in another namespace is refused', () => {
    const elsewhere = { ...source, metadata: { ...source.metadata, namespace: 'elsewhere' } };
    expect(judge(standIns, release(), worldOf([elsewhere]))).toBe('there is no OCIRepository "broker"');
  });

  test('that uses kinds which nobody defines is refused', () => {
    const object = release({}, { [annotations.requires]: 'cert-manager.io,monitoring.coreos.com' });
    expect(judge(standIns, object, worldOf([source], ['cert-manager.io']))).toBe(
      "nothing defines the kinds of monitoring.coreos.com, which the chart's objects use",
    );
  });

  test('whose pods use a Secret waits until it is in their namespace', () => {
    const object = release({}, { [annotations.secrets]: 'account,broker-admin' });
    const secret = (name: string, where: string): KubeObject => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace: where },
    });
    const account = secret('account', targetNamespace);
    expect(judge(standIns, object, worldOf([source, account, secret('broker-admin', 'elsewhere')]))).toBe(
      'there is no Secret "broker-admin", which the chart\'s pods use',
    );
    expect(judge(standIns, object, worldOf([source, account, secret('broker-admin', targetNamespace)]))).toBe('ready');
  });

  test('brings its definitions only once it is ready', () => {
    const marks = { [annotations.provides]: 'broker.example.com' };
    expect(verdictOf(standIns, release({}, marks), worldOf([source]))).toMatchObject({
      ready: true,
      defines: ['broker.example.com'],
    });
    expect(verdictOf(standIns, release({}, marks), worldOf([]))).not.toHaveProperty('defines');
  });

  test('of a chart whose schema is not to be had is taken as it is', () => {
    expect(judge(helmStandIns(new Map()), release({ replicas: 'many' }), worldOf([source]))).toBe('ready');
  });
});
