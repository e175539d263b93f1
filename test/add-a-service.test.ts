// docs/add-a-service.md, done to the letter: whoever follows the page gets a service with all that a service needs.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Checkout, differences } from './support/checkout.ts';

/** The page's blocks of code, in its order. */
const blocks = [...readFileSync('docs/add-a-service.md', 'utf8').matchAll(/^```(?:ts|yaml)\n(.*?)^```/gms)];
const [chart = '', grant = '', setting = '', entry = '', release = ''] = blocks.map(([, code = '']) => code.trimEnd());
const [short = ''] = /^export class Greeter .*?^}/ms.exec(readFileSync('README.md', 'utf8')) ?? [];

let checkout: Checkout;
let before: ReadonlyMap<string, string>;
beforeAll(() => {
  checkout = new Checkout();
  before = checkout.tree('dist');
  writeFileSync(join(checkout.folder, 'charts/greeter.ts'), `${chart}\n`);
  const imported = "import { Issuers } from './charts/issuers.ts';";
  checkout.edit('main.ts', imported, `import { Greeter } from './charts/greeter.ts';\n${imported}`);
  checkout.edit('main.ts', "cluster.applications('apps', {\n", `$&      ${grant}\n`);
  checkout.edit('clusters/cluster.ts', '  readonly shortener: WebServiceSettings;\n', `$&  ${setting}\n`);
  for (const cluster of ['dev', 'staging', 'production']) {
    const domain = cluster === 'production' ? 'example.com' : `${cluster}.example.com`;
    const copies = cluster === 'dev' ? '$&' : 'min: 3, max: 6';
    const settings = entry.replace('dev.example.com', domain).replace(/min: \d+, max: \d+/, copies);
    checkout.edit(`clusters/${cluster}.ts`, '  shortener: {\n', `${settings}\n$&`);
    appendFileSync(join(checkout.folder, `clusters/releases/${cluster}.yaml`), `${release}\n`);
  }
});
afterAll(() => checkout.remove());

test('a service is about ten lines in charts/, the same in README.md and on the page', () => {
  expect(chart).toContain(short);
  const lines = short.split('\n').filter((line) => /\w/.test(line));
  expect(lines.length).toBeGreaterThan(5);
  expect(lines.length).toBeLessThanOrEqual(15);
});

test('it compiles, and gets all that makes a service production-ready', () => {
  checkout.edit('tsconfig.json', '"**/*.ts"', '"main.ts"');
  const tsc = checkout.exec(process.execPath, ['node_modules/typescript/bin/tsc', '--noEmit']);
  expect(tsc.stdout).toBe('');
  expect(checkout.run('commands/synth.ts')).toMatchObject({ status: 0, stderr: '' });

  const added = differences(before, checkout.tree('dist'));
  expect(added.filter((path) => !path.includes('greeter'))).toEqual([]);
  const inFolder = (folder: string): string[] =>
    added.filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length));
  expect(inFolder('production/tenants/greeter-tenant/')).toEqual(
    expect.arrayContaining([
      '_cluster/Namespace_greeter.yaml',
      'cluster-config/ServiceAccount_applier-greeter.yaml',
      'greeter/CiliumNetworkPolicy.cilium.io_allow-dns.yaml',
      'greeter/NetworkPolicy.networking.k8s.io_deny-all.yaml',
      'greeter/ResourceQuota_quota.yaml',
      'greeter/Role.rbac.authorization.k8s.io_applier-greeter.yaml',
    ]),
  );
  expect(inFolder('production/apps/greeter/greeter/')).toEqual(
    expect.arrayContaining([
      'CiliumNetworkPolicy.cilium.io_greeter.yaml',
      'Deployment.apps_greeter.yaml',
      'HTTPRoute.gateway.networking.k8s.io_greeter.yaml',
      'HorizontalPodAutoscaler.autoscaling_greeter.yaml',
      'PodDisruptionBudget.policy_greeter.yaml',
      'ServiceAccount_greeter.yaml',
      'Service_greeter.yaml',
    ]),
  );
});
