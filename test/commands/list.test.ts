// `npm run list` as people and scripts use it, in a copy of the repository.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { list as command } from '../../commands/list.ts';
import type { Inventory } from '../../commands/list/inventory.ts';
import { Checkout, type Ended } from '../support/checkout.ts';
import { placeholdersIn } from '../../commands/list/placeholders.ts';
import { inRepository } from '../support/repository.ts';

let checkout: Checkout;
beforeAll(() => void (checkout = new Checkout()));
afterAll(() => checkout.remove());

const list = (...args: string[]): Promise<Ended> => checkout.call(command, args);

describe('--json', () => {
  let inventory: Inventory;
  beforeAll(async () => void (inventory = JSON.parse((await list('--json')).stdout) as Inventory));
  const fieldsOf = (values: readonly object[]): string[] => [...new Set(values.flatMap(Object.keys))].toSorted();

  test('has the fields that scripts rely on, and no other', () => {
    const charts = inventory.clusters.flatMap((cluster) => cluster.charts);
    expect({
      inventory: fieldsOf([inventory]),
      cluster: fieldsOf(inventory.clusters),
      chart: fieldsOf(charts),
      workload: fieldsOf(charts.flatMap(({ workloads }) => workloads)),
      release: fieldsOf(charts.flatMap(({ releases }) => releases)),
      placeholder: fieldsOf(inventory.placeholders),
    }).toEqual({
      inventory: ['clusters', 'placeholders'],
      cluster: ['charts', 'name'],
      chart: ['dependsOn', 'hosts', 'layer', 'name', 'objects', 'releases', 'workloads'],
      workload: ['images', 'kind', 'name'],
      release: ['chart', 'version'],
      placeholder: ['file', 'line', 'value'],
    });
  });

  test('says of a service its image with the digest, and its public host', () => {
    const live = inventory.clusters.find(({ name }) => name === 'live');
    const image = expect.stringMatching(/^example\.azurecr\.io\/tickets:\d+\.\d+\.\d+@sha256:[0-9a-f]{64}$/);
    expect(live?.charts.find(({ name }) => name === 'tickets')).toMatchObject({
      workloads: [{ kind: 'Deployment', name: 'tickets', images: [image] }],
      hosts: ['tickets.example.com'],
    });
  });

  test("counts the objects that are in dist/, Flux' own left out", () => {
    const counted = inventory.clusters.flatMap(({ charts }) => charts.map(({ objects }) => objects));
    const files = [...checkout.tree('dist').keys()].filter((path) => !path.includes('/flux/'));
    expect(counted.reduce((sum, objects) => sum + objects, 0)).toBe(files.length);
  });

  test('says of each value that a fork must replace in which line it stands', () => {
    expect(inventory.placeholders.map(({ value }) => value)).toEqual(
      expect.arrayContaining([
        'tickets.example.com',
        'https://github.com/example/box-office',
        '00000000-0000-0000-0000-000000000000',
        `sha256:${'0'.repeat(64)}`,
        'demonstration',
      ]),
    );
    const lines = (file: string): string[] => readFileSync(join(checkout.folder, file), 'utf8').split('\n');
    expect(inventory.placeholders.filter(({ file, line, value }) => !lines(file)[line - 1]?.includes(value))).toEqual(
      [],
    );
  });
});

test('--graph draws an arrow for each dependency in dist/, and no other', async () => {
  const { stdout } = await list('--graph');
  const drawn = [...stdout.matchAll(/^ *(\S+) --> (\S+)$/gm)].map(([, from, to]) => `${from} ${to}`);
  const inDist = ['lab', 'live', 'pilot'].flatMap((cluster) =>
    readdirSync(join(checkout.folder, 'dist', cluster, 'flux')).flatMap((file) => {
      const { metadata, spec } = parse(readFileSync(join(checkout.folder, 'dist', cluster, 'flux', file), 'utf8')) as {
        metadata: { name: string };
        spec: { dependsOn?: { name: string }[] };
      };
      return (spec.dependsOn ?? []).map(({ name }) => `${cluster}_${name} ${cluster}_${metadata.name}`);
    }),
  );
  expect(drawn.toSorted()).toEqual(inDist.toSorted());
  expect(drawn).toContain('live_public-gateway live_tickets');
});

test('as a table it has a row for each chart, and where each placeholder is; one that was replaced is gone', async () => {
  const row = /^ tickets +apps +\d+ +\S+ +example\.azurecr\.io\/tickets:/m;
  const { stdout: before } = await list('--cluster', 'pilot');
  expect(before).toMatch(row);
  expect(before).toMatch(/^ clusters\/lab\.ts:\d+ +tickets\.lab\.example\.com *$/m);
  checkout.edit('clusters/lab.ts', 'tickets.lab.example.com', 'tickets.lab.fabrikam.com');
  expect(checkout.run('commands/list.ts', ['--cluster', 'pilot']).stdout).not.toContain('tickets.lab.');
});

test('a cluster that is not there ends with exit code 2 and the names that are', () => {
  expect(checkout.run('commands/list.ts', ['--cluster', 'moon'])).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining('There is no cluster "moon"; there are lab, pilot, live'),
  });
});

test('a team of nobody is a placeholder, in every line that has one', () =>
  inRepository((folder) => {
    const file = join(folder, 'CODEOWNERS');
    writeFileSync(file, '# @example/nobody\n*       @example/platform\n/app/   @contoso/links @example/links\n');
    expect(placeholdersIn([file]).map(({ value, line }) => [value, line])).toEqual([
      ['@example/platform', 2],
      ['@example/links', 3],
    ]);
  }));

test('what an image is built by, and pushed to, is a placeholder', () =>
  inRepository((folder) => {
    const workflow = join(folder, 'image.yaml');
    const main = join(folder, 'main.ts');
    writeFileSync(
      workflow,
      '    with:\n      registry: example\n      repository: example.azurecr.io/links # example\n',
    );
    writeFileSync(main, "const own = { repository: 'example/fleet' };\nconst other = 'example/';\n");
    expect(placeholdersIn([workflow, main]).map(({ value, line }) => [value, line])).toEqual([
      ['example', 2],
      ['example.azurecr.io', 3],
      ['example/fleet', 1],
    ]);
  }));
