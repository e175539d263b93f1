// One kind of construct alone has its text written as it stands: an encrypted file. Nothing else can ask for that.
import { describe, expect, test } from '@jest/globals';
import { ApiObject, type Chart } from 'cdk8s';
import { assert, constantFrom, oneof, property, string } from 'fast-check';
import { randomToken } from '../../lib/secrets/generators.ts';
import { Namespace } from '../../lib/namespace/namespace.ts';
import { SopsSecret } from '../../lib/secrets/sops-secret.ts';
import { file, text as encrypted } from '../lib/secrets/encrypted.ts';
import { type Charts, renderCharts } from '../support/synthesize.ts';

const plain = 'apiVersion: v1\nkind: Secret\nstringData:\n  token: never-printed\n';

const charts = (add: (chart: Chart) => void): Charts => ({
  tickets: (chart) => {
    new Namespace(chart, 'namespace', { name: 'tickets', quota: { cpu: '1', memory: '1Gi', pods: 5 } });
    add(chart);
  },
});
const textOf = (add: (chart: Chart) => void): string => [...renderCharts(charts(add)).files.values()].join('---\n');
const token = (chart: Chart): SopsSecret =>
  new SopsSecret(chart, 'api-token', { file, keys: { token: randomToken(32) } });

test('an encrypted file is written to the byte', () => {
  expect(textOf((chart) => void token(chart))).toContain(encrypted);
});

describe('no text of its own gets into dist/ with', () => {
  const config = (chart: Chart): ApiObject =>
    new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' } });
  const secret = (chart: Chart): ApiObject =>
    new ApiObject(chart, 'secret', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'token' } });

  test('an object that has a property `verbatim`', () => {
    expect(textOf((chart) => void Object.assign(config(chart), { verbatim: plain }))).not.toContain('never-printed');
  });

  test('a Secret that has one: it is a Secret in the clear', () => {
    const { findings } = renderCharts(charts((chart) => void Object.assign(secret(chart), { verbatim: plain })));
    expect(findings.map(({ code }) => code)).toContain('plaintext-secret');
  });

  test('a SopsSecret whose properties somebody sets', () => {
    const text = textOf((chart) => void Object.assign(token(chart), { verbatim: plain, text: plain, document: {} }));
    expect(text).not.toContain('never-printed');
    expect(text).toContain(encrypted);
  });

  test('an object that takes over what a SopsSecret is made of', () => {
    const { files } = renderCharts(
      charts((chart) => {
        const real = token(chart);
        const fake = secret(chart);
        Object.defineProperties(fake, Object.getOwnPropertyDescriptors(real));
        Object.assign(Object.setPrototypeOf(fake, SopsSecret.prototype) as object, { verbatim: plain });
        expect(SopsSecret.is(fake)).toBe(false);
      }),
    );
    expect(files.size).toBe(0);
  });

  test('any property of any name', () => {
    assert(
      property(oneof(constantFrom('verbatim', 'text', 'document', 'generators'), string()), (name) => {
        const text = textOf((chart) => {
          const construct = config(chart);
          if (!(name in construct)) Object.defineProperty(construct, name, { value: plain, enumerable: true });
        });
        expect(text).not.toContain('never-printed');
      }),
      { numRuns: 50 },
    );
  });
});
