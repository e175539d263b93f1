// A release and the definitions that its objects are checked by here are one pair: raised alone, synth would judge by another version.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { externalSecrets } from '../../../commands/imports/repositories.ts';
import { CertManager } from '../../../lib/platform/cert-manager.ts';
import { ExternalSecrets } from '../../../lib/platform/external-secrets.ts';
import { asRecord, asString, at } from '../../../render/fields.ts';
import { settings as cluster } from './platform-settings.ts';

/** The version of a module that a go.mod requires. */
function required(folder: string, module: string): string {
  const mod = readFileSync(`${folder}/go.mod`, 'utf8');
  const line = mod.split('\n').find((each) => each.includes(`${module} v`) && !each.includes('=>'));
  return /\sv\S+/.exec(line ?? '')?.[0].trim() ?? '';
}

test.each([
  ['cert-manager', required('imports/sources/cert-manager', 'github.com/cert-manager/cert-manager'), CertManager],
  ['external-secrets', `v${externalSecrets.version}`, ExternalSecrets],
])('%s has the version of the definitions in imports/', (_name, wanted, Platform) => {
  const objects = new Platform(new App(), { cluster, image: () => '' }).toJson() as unknown[];
  const source = objects.map(asRecord).find(({ kind }) => kind === 'OCIRepository');
  const version = asString(at(source, 'spec.ref.tag'));
  expect(`v${version.replace(/^v/, '')}`).toBe(wanted);
});

test('the Prometheus operator is the same in both charts, in imports/ and in the loop', () => {
  const module = 'github.com/prometheus-operator/prometheus-operator';
  const operator = required('imports/sources/prometheus-operator', module);
  expect(operator).toMatch(/^v\d+\.\d+\.\d+$/);
  expect(required('tools/prometheus-operator', module)).toBe(operator);
  const charts = ['prometheus-stack', 'prometheus-crds'].map((name) => readFileSync(`lib/platform/${name}.ts`, 'utf8'));
  expect(charts.map((text) => /operator (v\d+\.\d+\.\d+)/.exec(text)?.[1])).toEqual([operator, operator]);
});
