// The machine knows of a fleet what main.ts exports, and nothing else: names and folders are the fleet's own to choose.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ArgsDef } from 'citty';
import type { Command } from '../../commands/cli.ts';
import { list } from '../../commands/list.ts';
import { list as listSecrets } from '../../commands/secrets/list.ts';
import { synth } from '../../commands/synth.ts';
import { Checkout, type Ended } from '../support/checkout.ts';

let checkout: Checkout;
beforeEach(() => void (checkout = new Checkout()));
afterEach(() => checkout.remove());

const inside = (path: string): string => join(checkout.folder, path);
const read = (path: string): string => readFileSync(inside(path), 'utf8');
const run = <const T extends ArgsDef>(command: Command<T>, ...args: string[]): Promise<Ended> =>
  checkout.call(command, args);
const edit = (path: string, from: string, to: string): void => checkout.edit(path, from, to);

describe('a fleet of other names', () => {
  beforeEach(() => {
    const said = `gitRepository: 'ops', branch: 'trunk',
  folders: { releases: 'data/pins', keys: 'data/keys', runbooks: 'handbook' },
  clusters,`;
    edit('main.ts', 'clusters,', said);
    edit('clusters/lab.ts', "name: 'lab'", "name: 'moon'");
    mkdirSync(inside('data'));
    renameSync(inside('clusters/releases'), inside('data/pins'));
    renameSync(inside('clusters/keys'), inside('data/keys'));
    renameSync(inside('docs/runbooks'), inside('handbook'));
    for (const folder of ['data/pins', 'data/keys'])
      renameSync(inside(`${folder}/lab.yaml`), inside(`${folder}/moon.yaml`));
    renameSync(inside('secrets/lab'), inside('secrets/moon'));
    for (const cluster of ['lab', 'pilot', 'live']) rmSync(inside(`dist/${cluster}`), { recursive: true });
  });

  test('is rendered with them', async () => {
    expect(await run(synth)).toMatchObject({ status: 0, stderr: '' });
    expect(read('dist/moon/flux/tickets.yaml')).toContain('name: ops\n');
    const rules = read('dist/moon/apps/tickets/tickets/PrometheusRule.monitoring.coreos.com_alerts.yaml');
    expect(rules).toContain('https://github.com/example/box-office/blob/trunk/handbook/');
    expect(read('.sops.yaml')).toContain('from data/keys/');
    expect((await run(synth)).stdout).toContain('0 files written, 0 removed');
  });

  test('is told of by the names that it has', async () => {
    expect((await run(synth)).status).toBe(0);
    expect((await run(list)).stdout).toContain('moon');
    expect((await run(listSecrets)).stdout).toContain('moon/tickets-api-token');
    expect(await run(list, '--cluster', 'lab')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('There is no cluster "lab"; there are moon, pilot, live'),
    });
  });

  test('has its own root guarded', async () => {
    edit('charts/issuers.ts', "'issuers'", "'ops-flux'");
    const { status, stderr } = await run(synth);
    expect([status, stderr]).toEqual([1, expect.stringContaining('owned-by-cluster')]);
  });

  test('names the files that it keeps its data in', async () => {
    writeFileSync(inside('data/pins/moon.yaml'), '{}\n');
    expect((await run(synth)).stderr).toContain('with repository, tag and digest in data/pins/moon.yaml');
    rmSync(inside('data/keys/moon.yaml'));
    expect((await run(synth)).stderr).toContain('data/keys/moon.yaml');
  });
});

describe('where there is no fleet', () => {
  const said = async (): Promise<string> => (await run(list)).stderr;

  test('the command says where to run it', async () => {
    rmSync(inside('main.ts'));
    expect(await said()).toContain('There is no main.ts here; run this in the root of a fleet');
  });

  test('the command says what main.ts is for', async () => {
    writeFileSync(inside('main.ts'), 'export const clusters = [];\n');
    expect(await said()).toContain('main.ts exports no fleet; write: export default defineFleet({ ... })');
  });

  test('two clusters of one name are named', async () => {
    edit('clusters/lab.ts', "name: 'lab'", "name: 'pilot'");
    expect(await run(synth)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('main.ts: two clusters are called "pilot"; write: a name for each'),
    });
  });
});

test('what a chart throws is told with the line of the fleet, and where that stands in which cluster', async () => {
  checkout.edit('charts/tickets.ts', 'super(scope, name', 'void ({} as any).settings.host;\n    super(scope, name');
  const place =
    /charts\/tickets\.ts:\d+: lab\/apps: Cannot read properties of undefined \(reading 'host'\), when the cluster "lab" is/;
  expect(await run(synth)).toMatchObject({ status: 2, stderr: expect.stringMatching(place) });
});
