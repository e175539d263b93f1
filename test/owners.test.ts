// An application's team may change its chart alone: what grants it rights, and what Flux applies, is the platform's.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

/** Lines that are rules: a path from the repository's root, which stands for all that begins so, or `*`. */
const rules = readFileSync('.github/CODEOWNERS', 'utf8')
  .split('\n')
  .filter((line) => /^[/*]/.test(line))
  .map((line) => line.trim().split(/\s+/))
  .map(([path = '', ...owners]) => ({ prefix: path.replace(/^\//, '').replace(/\*$/, ''), owners }));

const ownersOf = (path: string): readonly string[] =>
  rules.findLast(({ prefix }) => path.startsWith(prefix))?.owners ?? [];

test.each([
  'main.ts',
  'clusters/production.ts',
  'lib/tenancy/kinds.ts',
  'render/checks/beyond-application.ts',
  'dist/production/flux/shortener.yaml',
  'dist/production/tenants/shortener-tenant/shortener/Role.rbac.authorization.k8s.io_applier-shortener.yaml',
  'dist/production/apps/shortener/shortener/Deployment.apps_shortener.yaml',
  'secrets/production/shortener-api-token.yaml',
  '.github/CODEOWNERS',
])('%s needs the platform', (path) => expect(ownersOf(path)).toContain('@example/platform'));

test.each(['charts/shortener.ts', 'charts/shortener/alerts.ts', 'app/src/main.ts'])("%s is its team's", (path) =>
  expect(ownersOf(path)).toEqual(['@example/links']),
);

test.each([
  'clusters/keys/production.yaml',
  'secrets/production/shortener-api-token.yaml',
  'tools/linux-x64.sha256',
  '.github/CODEOWNERS',
  '.github/ruleset.json',
  '.github/workflows/pull-request.yaml',
])('%s needs security beside the platform', (path) =>
  expect(ownersOf(path)).toEqual(['@example/platform', '@example/security']),
);
