// `npm run new -- service` as people use it, in a repository with the tests' own fleet.
import { cpSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { service } from '../../../commands/new/service.ts';
import { Checkout, differences, type Ended } from '../../support/checkout.ts';

let checkout: Checkout;

function make(): void {
  checkout = new Checkout();
  for (const file of ['.oxfmtrc.json', '.oxlintrc.json']) cpSync(file, join(checkout.folder, file));
}
const remove = (): void => checkout.remove();

const add = (...args: string[]): Ended => checkout.run('commands/new.ts', ['service', ...args]);
const read = (file: string): string => readFileSync(join(checkout.folder, file), 'utf8');
const edit = (file: string, from: string, to: string): void => checkout.edit(file, from, to);
/** What a fleet is, but for what is rendered. */
const fleet = (): ReadonlyMap<string, string> =>
  new Map(
    ['charts', 'clusters', 'data'].flatMap((folder) => [...filesIn(folder)]).concat([['main.ts', read('main.ts')]]),
  );

function filesIn(folder: string): [string, string][] {
  try {
    return [...checkout.tree(folder)].map(([path, text]) => [`${folder}/${path}`, text]);
  } catch {
    return [];
  }
}

const written = [
  'charts/order-desk.ts',
  'clusters/cluster.ts',
  'clusters/lab.ts',
  'clusters/live.ts',
  'clusters/pilot.ts',
  'clusters/releases/lab.yaml',
  'clusters/releases/live.yaml',
  'clusters/releases/pilot.yaml',
  'main.ts',
];

/** What stands between the fleet and a merge, but for the text of Node's and npm's own. */
function checked(): string {
  expect(checkout.run('commands/synth.ts')).toMatchObject({ status: 0, stderr: '' });
  const { stdout, stderr } = checkout.check();
  return stdout.replaceAll(/^(?:ok .*|skipped the API server .*|\d+ checks.*)\n/gm, '') + stderr;
}

describe('a service is added', () => {
  beforeEach(make);
  afterEach(remove);

  test('to every file that it stands in, formatted, and the fleet passes synth and every check with it', () => {
    const before = fleet();
    const { status, stdout, stderr } = add('order-desk');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.split('\n').slice(0, written.length)).toEqual(written);
    expect(stdout).toContain('npm run synth');
    expect(differences(before, fleet())).toEqual(written);
    expect(checked()).toBe('');
    const row =
      /^ order-desk +apps +\d+ +order-desk-tenant +example\.azurecr\.io\/order-desk:1\.0\.0@.*\n +public-gateway +https:\/\/order-desk\.lab\./m;
    const list = checkout.run('commands/list.ts').stdout;
    expect(list).toMatch(row);
    expect(list).toMatch(/^ clusters\/releases\/live\.yaml:\d+ +sha256:0{64}/m);
    for (const [cluster, scale] of Object.entries({ lab: 'min: 1, max: 1', live: 'min: 3, max: 6' }))
      expect(read(`clusters/${cluster}.ts`)).toContain(
        `orderDesk: {\n    host: 'order-desk.${cluster === 'lab' ? 'lab.' : ''}example.com',\n    scale: { ${scale} },`,
      );
  });

  test('with the host, path and port that are asked for; without a way in for the public; with the longest name', () => {
    expect(add('arena', '--host', 'shows', '--path', "/it's", '--port', '3000')).toMatchObject({
      status: 0,
      stderr: '',
    });
    expect(add('ledger', '--private').stdout).toContain('Say who calls it');
    const longest = `a${'-long'.repeat(9)}-one`;
    expect(longest.length).toBe(50);
    expect(add(longest)).toMatchObject({ status: 0, stderr: '' });
    expect(checked()).toBe('');
    expect(read('charts/arena.ts')).toContain('ports: { http: 3000 }');
    const made = [...checkout.tree('dist/live/apps')];
    const routes = made
      .filter(([path]) => path.includes('HTTPRoute'))
      .map(([path, text]) => [path.split('/')[0], text]);
    expect(routes.map(([name]) => name)).toEqual([longest, 'arena', 'tickets']);
    expect(routes[1]?.[1]).toContain('- shows.example.com\n');
    expect(routes[1]?.[1]).toContain('value: "/it\'s"');
    expect(made.map(([path]) => path)).toContain('ledger/ledger/Deployment.apps_ledger.yaml');
  });

  test('to a fleet with other folders, another word for its clusters, and no application yet', () => {
    edit('main.ts', 'clusters,', "folders: { settings: 'data', releases: 'data/pins' },\n  clusters,");
    edit('main.ts', './clusters/', './data/');
    edit('charts/inputs.ts', '../clusters/', '../data/');
    const text = read('main.ts').replace(/applications\('apps', \{\n.*\n {4}\}\);/s, "applications('web', {});");
    const own = text
      .replaceAll('cluster.', 'c.')
      .replace('(cluster)', '(c)')
      .replace(/^.*tickets.ts.*\n/m, '');
    writeFileSync(join(checkout.folder, 'main.ts'), own);
    renameSync(join(checkout.folder, 'clusters'), join(checkout.folder, 'data'));
    renameSync(join(checkout.folder, 'data/releases'), join(checkout.folder, 'data/pins'));
    mkdirSync(join(checkout.folder, 'clusters'));
    renameSync(join(checkout.folder, 'data/keys'), join(checkout.folder, 'clusters/keys'));
    for (const cluster of ['lab', 'pilot', 'live'])
      writeFileSync(join(checkout.folder, `data/pins/${cluster}.yaml`), '# Pins.\n{}\n');
    expect(add('orders')).toMatchObject({ status: 0, stderr: '' });
    expect(read('main.ts')).toContain(
      "c.applications('web', {\n      orders: {\n        chart: Orders,\n        quota: { cpu: '4', memory: '4Gi', pods: 20 },\n        hosts: [c.settings.orders.host],\n      },\n    });",
    );
    expect(read('data/pins/lab.yaml')).toMatch(/^# Pins\.\norders:\n {2}repository: example\.azurecr\.io\/orders\n/);
  });
});

describe('nothing is written', () => {
  beforeAll(make);
  afterAll(remove);

  /** Calls it where it must be refused; returns what it says. */
  const refused = (...args: string[]): Promise<string> => refusedBy(() => checkout.call(service, args));

  async function refusedBy(run: () => Promise<Ended> | Ended): Promise<string> {
    const before = fleet();
    const { status, stdout, stderr } = await run();
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(differences(before, fleet())).toEqual([]);
    return stderr;
  }

  /** With a file changed for as long as it takes; in a process of its own, for it may be code. */
  async function refusedWith(file: string, from: string, to: string): Promise<string> {
    const before = read(file);
    edit(file, from, to);
    try {
      return await refusedBy(() => add('orders'));
    } finally {
      writeFileSync(join(checkout.folder, file), before);
    }
  }

  test.each([
    ['a name in capitals', ['Orders'], 'NAME: "Orders" cannot be the name of a service'],
    ['a name that starts with a digit', ['2nd'], 'NAME: "2nd" cannot'],
    ['a name that is too long', ['a'.repeat(51)], '50 characters at most'],
    ['a name that synth would refuse (kustomize takes it)', ['kustomization'], '"kustomization" is a name that'],
    ['no name', [], 'Missing required positional argument'],
    ['two names', ['orders', 'mail'], '"mail" is one word too many'],
    ['a host of two labels', ['orders', '--host', 'a.b'], '--host: "a.b" is no DNS label'],
    ['a path that leads nowhere', ['orders', '--path', 'hello'], '--path: "hello" is not a path'],
    ['a port that is none', ['orders', '--port', 'http'], '--port: NaN is not a whole number from 1 to 65535'],
    ['a private service with a host', ['orders', '--private', '--host', 'a'], 'leave out --host and --path'],
    ['a service that is there', ['tickets'], 'charts/tickets.ts is there already'],
    ['a name that the settings have', ['controllers'], 'clusters/lab.ts has controllers already'],
    ['the name of a chart', ['issuers'], 'charts/issuers.ts is there already'],
    ['the name of a namespace', ['monitoring'], 'has the namespace monitoring of prometheus-crds already'],
    ['the name of what is derived for an application', ['tickets-tenant'], 'has the chart tickets-tenant already'],
    ["the name of one of the cluster's namespaces", ['default'], 'has the namespace default, of its own, already'],
    [
      'the name of the root, which Flux would replace',
      ['fleetwright-flux'],
      'Flux has the root fleetwright-flux already',
    ],
    ["a host that is another cluster's domain", ['lab'], 'a cluster has the domain lab.example.com already'],
    ['a name that every chart needs', ['chart'], 'every chart imports Chart already'],
  ])('for %s', async (_what, args, words) => expect(await refused(...args)).toContain(words));

  test('for a name that one pins file has', async () => {
    const file = 'clusters/releases/pilot.yaml';
    expect(await refusedWith(file, 'tickets:', 'orders: {}\ntickets:')).toContain(`${file} has orders already`);
  });

  test.each([
    [
      'main.ts',
      "cluster.applications('apps', {",
      "const apps = 'apps';\n    cluster.applications(apps, {",
      'cluster.applications(',
      '  chart: Orders,',
    ],
    [
      'clusters/cluster.ts',
      'export interface Cluster {',
      'interface Own {',
      'export interface Cluster {',
      'readonly orders: WebServiceSettings;',
    ],
    [
      'clusters/pilot.ts',
      ': Cluster = {',
      ': Readonly<Cluster> = {',
      'export const <name>: Cluster = {',
      "  host: 'orders.pilot.example.com',",
    ],
    ['clusters/releases/live.yaml', 'tickets:', '- tickets:', 'a map of image pins', '  tag: 1.0.0'],
    [
      'charts/inputs.ts',
      'type Inputs',
      'interface Inputs extends',
      'the type Inputs',
      'export type Inputs = ChartInputs<Cluster>;',
    ],
  ])(
    'where %s has no place for it: what was looked for is said, and what belongs there',
    async (file, from, to, place, line) => {
      const said = await refusedWith(file, from, to);
      expect(said).toContain(`${file}: looked for`);
      expect(said).toContain(place);
      expect(said).toContain(line);
      expect(said).toContain('Nothing is written');
      expect(said).not.toContain('USAGE');
    },
  );

  test('where a folder on the way is a link', async () => {
    renameSync(join(checkout.folder, 'clusters/releases'), join(checkout.folder, 'elsewhere'));
    symlinkSync('../elsewhere', join(checkout.folder, 'clusters/releases'));
    expect(await refusedBy(() => add('orders'))).toContain('clusters/releases is a symbolic link');
  });
});
