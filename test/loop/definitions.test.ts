// What the loop installs of an API group: the machine's definitions, or a fleet's own without what serves them elsewhere.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { definitionsOf } from '../../loop/definitions.ts';
import { definition, writeDefinitions } from '../support/own-imports.ts';

const own = mkdtempSync(join(tmpdir(), 'definitions-'));
afterAll(() => rmSync(own, { recursive: true }));

test('a fleet’s own are read from what its project publishes, which converts nothing here', () => {
  const conversion = { strategy: 'Webhook', webhook: { conversionReviewVersions: ['v1'] } };
  writeDefinitions(own, 'example.com', [definition('example.com', 'Widget', { conversion })]);
  const installed = JSON.parse(JSON.stringify(definitionsOf('example.com', () => true, own))) as object[];
  expect(installed).toEqual([definition('example.com', 'Widget')]);
});

test('beside them the machine’s are there, and of a group that nobody has there is none', () => {
  expect(definitionsOf('cert-manager.io', () => true, own).map(({ metadata }) => metadata.name)).toContain(
    'certificates.cert-manager.io',
  );
  expect(definitionsOf('example.org', () => true, own)).toEqual([]);
});
