// Each page of docs/ that changes a fleet, done in a clone: its commands as they stand, its code where it says. The names that
// are a fork's own are those of one that is called contoso.
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { writeAz } from './az.ts';
import type { Clone } from './clone.ts';
import { clusters } from './demonstration.ts';
import { blockWith, readPage } from './page.ts';

/** Runs commands of a page, all of which must succeed. @returns what they print */
export function run(fleet: Pick<Clone, 'shell'>, script: string): string {
  const { status, said } = fleet.shell(script);
  expect({ script, said, status }).toEqual({ script, said, status: 0 });
  return said;
}

/** Steps 1 to 4 of docs/fork.md, and the teams that docs/bot.md has a fork write. */
export function fork(clone: Clone): void {
  for (const cluster of clusters) {
    adopt(clone, cluster);
    const settings = `clusters/${cluster}.ts`;
    clone.edit(settings, '00000000-0000-0000-0000-000000000000', '8d3e1c5a-7b2f-4c60-9a14-5e0f2b7d9c31');
    clone.edit(settings, 'example.com', 'contoso.dev');
    clone.edit(settings, '-example-', '-contoso-');
    clone.edit(settings, 'example-', 'contoso-');
    clone.edit(settings, 'example.azurecr.io', 'contoso.azurecr.io');
    const pins = `clusters/releases/${cluster}.yaml`;
    clone.edit(pins, 'example.azurecr.io', 'contoso.azurecr.io');
    clone.edit(pins, /0{64}/g, '7f'.repeat(32));
  }
  clone.edit('main.ts', 'example/fleetwright', 'contoso/platform');
  clone.edit('main.ts', 'example.azurecr.io', 'contoso.azurecr.io');
  clone.edit('.github/workflows/image.yaml', /\bexample\b/g, 'contoso');
  clone.edit('.github/CODEOWNERS', '@example/', '@contoso/');
}

/** Steps 1 and 2 of docs/fork.md for one cluster, in one of Azure's clouds. */
function adopt(clone: Clone, cluster: string, domain = 'azure.net'): void {
  const { commands } = readPage('fork');
  const makeKey = blockWith(commands, 'age-keygen -o').replace(clusters.join(' '), cluster);
  const makeVault = blockWith(commands, 'az keyvault create').replace('cluster=dev', `cluster=${cluster}`);
  const bin = join(clone.home, 'bin');
  writeAz(bin, domain);
  run(
    clone,
    [
      `PATH='${bin}':"$PATH"\n`,
      makeKey,
      makeVault,
      blockWith(commands, 'secrets -- adopt').replace('azure.net', domain),
    ].join(''),
  );
}

/** Whether the recovery keys open what was made for them, by the page's own command. */
export function recovered(clone: Clone): string {
  const { commands } = readPage('fork');
  const [findPrograms = ''] = blockWith(commands, 'age-keygen -o').split('\n');
  return run(clone, `${findPrograms}\n${blockWith(commands, 'sops decrypt')}`).trim();
}

/** docs/add-a-service.md, and the digest that its reader puts in. @returns what the command prints */
export function addService(clone: Clone): string {
  const [command = ''] = blockWith(readPage('add-a-service').commands, ' service greeter').split('\n');
  const said = run(clone, command);
  for (const cluster of clusters)
    clone.edit(`clusters/releases/${cluster}.yaml`, `sha256:${'0'.repeat(64)}`, `sha256:${'1'.repeat(64)}`);
  return said;
}

/** "Add a secret from Key Vault" of docs/secrets-where.md, for the service of the page before. */
export function addVaultSecret(clone: Clone): void {
  const { code } = readPage('secrets-where');
  const declared = blockWith(code, 'new KeyVaultSecret');
  const constructs = ['key-vault-secret', 'key-vault-store'].map((file) => {
    const name = file.replaceAll(/(?:^|-)(\w)/g, (_dash, letter: string) => letter.toUpperCase());
    return `import { ${name} } from 'fleetwright/lib/secrets/${file}';\n`;
  });
  const service = "    new WebService(this, 'greeter', {\n";
  clone.edit('charts/greeter.ts', 'import { WebService }', `${constructs.join('')}$&`);
  clone.edit('charts/greeter.ts', service, `${declared}\n${service}mounts: [mail.at('/run/secrets/mail')],\n`);
  clone.edit('clusters/cluster.ts', '  readonly network: Network;\n', `$&${blockWith(code, 'readonly greeter')}\n`);
  for (const cluster of clusters)
    clone.edit(`clusters/${cluster}.ts`, '      grafanaAdmin:', "greeter: '4c1f7f0e-2d7b-4a53-8f0e-6a1d2f3b4c5d',\n$&");
}

/** Puts a block of code into the chart of the service, before what the chart begins with, and an import beside the others. */
function addToChart(clone: Clone, block: string, imported: string): void {
  clone.edit('charts/greeter.ts', 'import { WebService }', `${imported}\n$&`);
  clone.edit('charts/greeter.ts', "    new WebService(this, 'greeter', {\n", `${block}\n$&`);
}

/** docs/add-a-worker.md: a worker and a schedule. */
export function addWorker(clone: Clone): void {
  const { code } = readPage('add-a-worker');
  addToChart(clone, blockWith(code, "args: ['mail']"), blockWith(code, 'import { Worker }'));
  addToChart(clone, blockWith(code, 'new CronJob('), blockWith(code, 'import { CronJob }'));
}

/** docs/add-a-migration.md: the service's way to its database, and what migrates it. */
export function addMigration(clone: Clone): void {
  const { code } = readPage('add-a-migration');
  clone.edit(
    'clusters/cluster.ts',
    /^ *readonly greeter: WebServiceSettings;\n/gm,
    `${blockWith(code, 'readonly greeter:')}\n`,
  );
  for (const cluster of clusters)
    clone.edit(`clusters/${cluster}.ts`, /^ *greeter: \{\n/gm, `$&${blockWith(code, "subnet: '10")}\n`);
  const service = "    new WebService(this, 'greeter', {\n";
  clone.edit('charts/greeter.ts', 'const { host, ...settings }', 'const { host, database, ...settings }');
  clone.edit('charts/greeter.ts', service, `$&${blockWith(code, 'identity: { clientId: database.')}\n`);
  clone.edit(
    'charts/greeter.ts',
    'import { WebService }',
    "import { internetHttps } from 'fleetwright/lib/network/well-known';\n$&",
  );
  clone.write('charts/greeter-migration.ts', blockWith(code, 'export class GreeterMigration'));
  clone.edit('main.ts', '        chart: Greeter,\n', `$&${blockWith(code, 'migration: ')}\n`);
  clone.edit('main.ts', 'import { Greeter }', `${blockWith(code, 'import { GreeterMigration }')}\n$&`);
}

/** docs/add-an-slo.md; and what its reader does with the runbooks: no link to other alerts of the sample, a row for each in the index. */
export function addSlo(clone: Clone): void {
  const { commands, code } = readPage('add-an-slo');
  const chart = 'charts/greeter.ts';
  run(clone, 'mkdir charts/greeter');
  clone.write('charts/greeter/metrics.ts', `${blockWith(code, 'export const metrics')}\n`);
  clone.edit(chart, 'new WebService(', 'const service = $&');
  clone.edit(chart, /(?<=new WebService\(.*)ports: \{ http: 8080 \},/gs, blockWith(code, 'ports: {'));
  clone.edit(chart, /(?= {2}\}\n\}\n$)/g, `${blockWith(code, 'new Slo(')}\n`);
  clone.edit(chart, 'import { WebService }', `${blockWith(code, 'import { Slo }')}\n$&`);
  run(clone, blockWith(commands, 'docs/runbooks/'));
  run(clone, String.raw`sed -Ei 's/\[(\w+)\]\(greeter-(config|scaled)[a-z-]+\.md\)/\1/' docs/runbooks/greeter-*.md`);
  const index = 'docs/runbooks/README.md';
  for (const [row] of clone.read(index).matchAll(/^\| \[Shortener\w+Burn\].*\n/gm))
    clone.edit(index, row, `${row}${row.replaceAll('Shortener', 'Greeter').replaceAll('shortener', 'greeter')}`);
}

/** docs/add-a-cluster.md. */
export function addCluster(clone: Clone): void {
  const { commands, code } = readPage('add-a-cluster');
  run(clone, blockWith(commands, 'cp clusters/staging.ts'));
  const [imported = '', list = ''] = blockWith(code, 'clusters: readonly Cluster[]').split('\n\n');
  clone.edit('clusters/index.ts', /^import .* from '.\/staging.ts';\n/gm, `${imported}\n$&`);
  clone.edit('clusters/index.ts', /^export const clusters.*$/gm, list);
  adopt(clone, 'qa');
  run(clone, blockWith(commands, 'secrets -- create'));
}

/** docs/add-a-cluster.md for one cluster of another name, in another cloud and another network, in the place of all; docs/removals.md for those. */
export function replaceClusters(clone: Clone): void {
  const { commands } = readPage('add-a-cluster');
  run(clone, blockWith(commands, 'cp clusters/staging.ts').replaceAll('qa', 'prod-weu'));
  run(clone, blockWith(commands, 'const prodWeu'));
  const settings = 'clusters/prod-weu.ts';
  clone.edit(settings, "network: 'cilium'", "network: 'plain'");
  clone.edit(settings, 'vault.azure.net', 'vault.azure.cn');
  const list = "import type { Cluster } from './cluster.ts';\nimport { prodWeu } from './prod-weu.ts';\n\n";
  const exported =
    "export type { Cluster } from './cluster.ts';\n\nexport const clusters: readonly Cluster[] = [prodWeu];\n";
  clone.write('clusters/index.ts', list + exported);
  adopt(clone, 'prod-weu', 'azure.cn');
  run(clone, blockWith(commands, 'secrets -- create').replaceAll('qa/', 'prod-weu/'));
  clone.commit('Add prod-weu');
  const removed = blockWith(readPage('removals').commands, 'git rm');
  for (const cluster of clusters) run(clone, removed.replace('cluster=qa', `cluster=${cluster}`));
  // What their loops proved.
  const proven = "['upgrade', 'freeze', 'drift', 'prune', 'secrets', 'vault', 'scale', 'applications', 'failure']";
  clone.edit('test/loop/prod-weu.programs.test.ts', /\['upgrade'.*\]/g, proven);
  clone.edit('.github/workflows/image.yaml', 'cluster: dev', 'cluster: prod-weu');
}

/** "Another branch than main" of docs/bot.md, another registry in the same cloud, and another name of the GitRepository. */
export function renameBranch(clone: Clone): void {
  run(clone, blockWith(readPage('bot').commands, 'branch=trunk'));
  clone.edit(
    'main.ts',
    "example/fleetwright',\n  clusters",
    "example/fleetwright',\n  branch: 'trunk',\n  gitRepository: 'gitops',\n  clusters",
  );
  for (const file of ['main.ts', 'clusters/prod-weu.ts', 'clusters/releases/prod-weu.yaml'])
    clone.edit(file, 'example.azurecr.io', 'nordwind.azurecr.cn');
}

/** docs/removals.md, "Remove a service", for the sample service. @returns what the command prints */
export function removeService(clone: Clone): string {
  return run(clone, blockWith(readPage('removals').commands, 'remove -- service').replaceAll('greeter', 'shortener'));
}
