// A finding is printed in logs that everybody reads.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { inspect } from './objects.ts';

const secret = 'hunter2-never-print';

describe('the value of a Secret is in no finding', () => {
  test.each([
    ['under a misspelt field', { stringdata: { token: secret } }],
    ['as a map', { stringData: { token: { [`key`]: secret } } }],
    ['in a list', { data: { token: [secret] } }],
    ['in place of all data', { stringData: secret }],
    ['where a field of its own belongs', { type: [secret], immutable: secret }],
  ])('%s', (_name, fields) => {
    const findings = inspect({ apiVersion: 'v1', kind: 'Secret', ...fields });
    expect(findings).not.toEqual([]);
    expect(JSON.stringify(findings)).not.toContain(secret);
  });

  test('whatever it is, and wherever it stands', () => {
    const value = fc.oneof(
      fc.constant(secret),
      fc.integer({ min: 910_000_000, max: 919_999_999 }),
      fc.constant([secret]),
    );
    const fields = fc.dictionary(
      fc.constantFrom('data', 'stringData', 'type', 'immutable', 'metadata', 'spec'),
      fc.oneof(value, fc.dictionary(fc.constantFrom('a', 'b.c'), value)),
    );
    fc.assert(
      fc.property(fields, (bent) => {
        expect(JSON.stringify(inspect({ apiVersion: 'v1', kind: 'Secret', ...bent }))).not.toMatch(/hunter2|91\d{7}/);
      }),
    );
  });
});

test('a list or map that breaks a rule is named, not printed, in any kind', () => {
  const findings = inspect({
    apiVersion: 'external-secrets.io/v1',
    kind: 'ClusterSecretStore',
    spec: { provider: { fake: { data: [{ key: 'a', value: secret }] }, azurekv: {} } },
  });
  expect(findings.map(({ field }) => field)).toEqual(expect.arrayContaining(['spec.provider']));
  expect(JSON.stringify(findings)).not.toContain(secret);
});

test('an encrypted document passes with what SOPS adds to it, but a plain Secret with that field does not', () => {
  const document = {
    apiVersion: 'v1',
    kind: 'Secret',
    stringData: { token: 'ENC[AES256_GCM,data:x]' },
    sops: { version: '3.13.3' },
  };
  expect(inspect(document, 'the text')).toEqual([]);
  expect(inspect(document).map(({ field }) => field)).toEqual(['sops']);
});
