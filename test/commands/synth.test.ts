// `npm run synth` as people and CI run it, in a copy of the repository.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { synth as command } from '../../commands/synth.ts';
import { Checkout, differences, type Ended } from '../support/checkout.ts';

let checkout: Checkout;
beforeEach(() => void (checkout = new Checkout()));
afterEach(() => checkout.remove());

const synth = (...args: string[]): Promise<Ended> => checkout.call(command, args);

/** Any connection is an error, as on a machine without a network. */
const noNetwork = `data:text/javascript,${encodeURIComponent(
  "import net from 'node:net'; net.Socket.prototype.connect = () => { throw new Error('network used'); };",
)}`;

test('what would hide dist/ from Flux is refused by name, and nothing is written', async () => {
  writeFileSync(join(checkout.folder, '.sourceignore'), 'dist/lab/apps\n');
  writeFileSync(join(checkout.folder, 'dist/lab/flux/kustomization.yaml'), 'resources: []\n');
  const before = checkout.tree('dist');
  const { status, stderr } = await synth();
  expect([status, stderr]).toEqual([1, expect.stringContaining('2 problems; nothing was written')]);
  for (const file of ['.sourceignore', 'dist/lab/flux/kustomization.yaml']) expect(stderr).toContain(`${file}  `);
  expect(differences(before, checkout.tree('dist'))).toEqual([]);
});

describe('the same input gives the same bytes', () => {
  test('what is committed is what synth renders, from nothing, and again', async () => {
    const committed = checkout.tree('dist');
    rmSync(join(checkout.folder, 'dist'), { recursive: true });
    expect(await synth()).toMatchObject({ status: 0, stderr: '' });
    expect(differences(committed, checkout.tree('dist'))).toEqual([]);
    expect((await synth()).stdout).toContain('0 files written, 0 removed');
  });

  test("without network, and whatever the caller's environment says to cdk8s", async () => {
    const committed = checkout.tree('dist');
    rmSync(join(checkout.folder, 'dist'), { recursive: true });
    const environment = {
      CDK8S_OUTDIR: 'elsewhere',
      CDK8S_DISABLE_SORT: '1',
      CDK8S_RECORD_CONSTRUCT_METADATA: 'true',
      NODE_OPTIONS: `--import=${noNetwork}`,
    };
    expect(checkout.run('commands/synth.ts', [], environment).status).toBe(0);
    expect(differences(committed, checkout.tree('dist'))).toEqual([]);
  });

  test('`cdk8s synth` previews them in a folder of its own', async () => {
    const cli = ['node_modules/cdk8s-cli/bin/cdk8s', 'synth'];
    const cdk8s = checkout.exec(process.execPath, cli, { CDK8S_CHECK_UPGRADE: 'false' });
    expect(cdk8s.status).toBe(0);
    expect(differences(checkout.tree('dist'), checkout.tree('.preview'))).toEqual([]);
  });
});

describe("a cluster's Kubernetes", () => {
  const runs = (version: string): void =>
    checkout.edit('clusters/lab.ts', "kubernetes: '1.36'", `kubernetes: '${version}'`);

  test('may be another than the one that the machine knows: the same is written, and it is said', async () => {
    const committed = checkout.tree('dist');
    runs('1.35');
    const { status, stderr } = await synth();
    expect([status, stderr]).toEqual([
      0,
      expect.stringMatching(/^Kubernetes is 1\.35 in lab, and what is written .* 1\.36: .*\n$/),
    ]);
    expect(differences(committed, checkout.tree('dist'))).toEqual([]);
  });

  test('is a minor version', async () => {
    runs('1.36.3');
    const { status, stderr } = await synth();
    expect([status, stderr]).toEqual([1, expect.stringMatching(/^lab +kubernetes\n.*"1\.36\.3" is no minor version/)]);
  });
});

describe('all or nothing', () => {
  test('two faults are named in one run, and dist/ is not touched', async () => {
    const before = checkout.tree('dist');
    checkout.edit('clusters/live.ts', 'min: 3, max: 12', 'min: 30, max: 12');
    checkout.edit('clusters/pilot.ts', "host: 'tickets.pilot.example.com'", "host: 'tickets.example.org'");
    const { status, stderr } = await synth();
    expect(status).toBe(1);
    expect(stderr).toContain('live/apps/tickets/tickets  scale.min\n  30 is above scale.max (12)');
    expect(stderr).toContain('pilot/apps/tickets/tickets/route  spec.hostnames\n  "tickets.example.org" is not under');
    expect(stderr).toContain('2 problems; nothing was written');
    expect(differences(before, checkout.tree('dist'))).toEqual([]);
  });

  test('a program that throws leaves dist/ as it was', async () => {
    const before = checkout.tree('dist');
    checkout.edit('charts/tickets.ts', 'super(scope, name', "throw new Error('oops'); super(scope, name");
    expect(await synth()).toMatchObject({ status: 2, stderr: expect.stringContaining('oops') });
    expect(differences(before, checkout.tree('dist'))).toEqual([]);
  });

  test('an app that composes nothing is refused', async () => {
    checkout.edit('clusters/index.ts', '[lab, pilot, live]', '[]');
    expect(await synth()).toMatchObject({ status: 1, stderr: expect.stringContaining('nothing-rendered') });
  });
});

describe('what a removed service leaves', () => {
  const without = (): void => checkout.edit('main.ts', '      tickets: {', '      ...false && {');

  test('is refused without consent, and the message says how to give it', async () => {
    const before = checkout.tree('dist');
    without();
    const { status, stderr } = await synth();
    expect(status).toBe(1);
    expect(stderr).toContain('removes-protected');
    expect(stderr).toContain('npm run synth -- --allow-removals live/tickets-tenant');
    // One command for all of it, which works.
    const [, all = ''] = /if all of it is meant: npm run synth -- --allow-removals (\S+), and/.exec(stderr) ?? [];
    expect(all.split(',')).toHaveLength(6);
    expect(differences(before, checkout.tree('dist'))).toEqual([]);
  });

  test('is nothing, with consent', async () => {
    without();
    const charts = ['lab', 'pilot', 'live'].flatMap((cluster) => [`${cluster}/tickets`, `${cluster}/tickets-tenant`]);
    const [, all = ''] = /all of it .* Allow-Removals: (\S+)/.exec((await synth()).stderr) ?? [];
    expect(all.split(',').toSorted()).toEqual(charts.toSorted());
    expect((await synth('--allow-removals', all)).status).toBe(0);
    expect([...checkout.tree('dist').keys()].filter((path) => path.includes('tickets'))).toEqual([]);
  });
});

describe('options', () => {
  test('--cluster renders one cluster and leaves the others', async () => {
    const before = checkout.tree('dist');
    checkout.edit('charts/tickets/venues.ts', 'https://club.example.org/', 'https://club.example.org/flux/');
    expect((await synth('--cluster', 'pilot')).status).toBe(0);
    const changed = differences(before, checkout.tree('dist'));
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.filter((path) => !path.startsWith('pilot/'))).toEqual([]);
  });

  test('--out writes there and leaves dist/', async () => {
    const before = checkout.tree('dist');
    expect((await synth('--out', 'other')).status).toBe(0);
    expect(differences(before, checkout.tree('other'))).toEqual([]);
    expect(differences(before, checkout.tree('dist'))).toEqual([]);
  });

  test('a cluster that is not there ends with exit code 2 and the names that are', async () => {
    expect(await synth('--cluster', 'prod')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('There is no cluster "prod"; there are lab, pilot, live'),
    });
  });
});

test('a new liveness path in the contract changes the probe, and nothing else', async () => {
  const before = checkout.tree('dist');
  checkout.edit('charts/tickets/contract.ts', "liveness: '/livez'", "liveness: '/alive'");
  expect((await synth()).status).toBe(0);
  const after = checkout.tree('dist');
  const deployment = 'apps/tickets/tickets/Deployment.apps_tickets.yaml';
  expect(differences(before, after)).toEqual(['lab', 'live', 'pilot'].map((cluster) => `${cluster}/${deployment}`));
  const live = `live/${deployment}`;
  expect(after.get(live)).toBe(before.get(live)?.replace('path: /livez', 'path: /alive'));
});
