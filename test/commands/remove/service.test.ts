// `npm run remove -- service` as people use it, in a repository with the tests' own fleet.
import { cpSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { service } from '../../../commands/remove/service.ts';
import { Checkout, differences, type Ended } from '../../support/checkout.ts';

let checkout: Checkout;

function make(): void {
  checkout = new Checkout();
  for (const file of ['.oxfmtrc.json', '.oxlintrc.json']) cpSync(file, join(checkout.folder, file));
}
const remove = (): void => checkout.remove();

const inside = (path: string): string => join(checkout.folder, path);
const read = (path: string): string => readFileSync(inside(path), 'utf8');
const take = (...args: string[]): Ended => checkout.run('commands/remove.ts', ['service', ...args]);

const rooms = ['charts', 'clusters', 'docs', 'secrets'];
const fleet = (): ReadonlyMap<string, string> =>
  new Map([
    ...rooms.flatMap((folder) =>
      [...checkout.tree(folder)].map(([path, text]) => [`${folder}/${path}`, text] as const),
    ),
    ['main.ts', read('main.ts')] as const,
  ]);

/** What stands between the fleet and a merge, but for the text of Node's and npm's own. */
function checked(...consent: string[]): string {
  expect(checkout.run('commands/synth.ts', consent)).toMatchObject({ status: 0, stderr: '' });
  const { stdout, stderr } = checkout.check();
  return stdout.replaceAll(/^(?:ok .*|skipped the API server .*|\d+ checks.*)\n/gm, '') + stderr;
}

describe('a service that was added', () => {
  beforeEach(make);
  afterEach(remove);

  test('is taken out, and the fleet is as it was before', () => {
    const before = fleet();
    expect(checkout.run('commands/new.ts', ['service', 'order-desk'])).toMatchObject({ status: 0, stderr: '' });
    expect(checkout.run('commands/synth.ts')).toMatchObject({ status: 0, stderr: '' });
    checkout.begin();
    const { status, stdout, stderr } = take('order-desk');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('removed charts/order-desk.ts\n');
    // The type that it brought along is a fleet's own, and may be used by the next one.
    const left = differences(before, fleet());
    expect(left).toEqual(['clusters/cluster.ts']);
    expect(read('clusters/cluster.ts')).not.toContain('orderDesk');
  });
});

describe('the only service', () => {
  beforeEach(() => {
    make();
    checkout.begin();
  });
  afterEach(remove);

  const consent = ['lab', 'pilot', 'live'].flatMap((cluster) => [`${cluster}/tickets`, `${cluster}/tickets-tenant`]);

  test('leaves with all that is its own, and the fleet passes synth and every check without it', () => {
    const before = fleet();
    const { status, stdout, stderr } = take('tickets');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const touched = differences(before, fleet());
    expect(touched.filter((path) => !/^(?:main\.ts|clusters\/)/.test(path)).every((path) => !fleet().has(path))).toBe(
      true,
    );
    for (const path of touched) expect(stdout).toContain(fleet().has(path) ? `changed ${path}\n` : 'removed ');
    expect([...fleet()].filter(([, text]) => text.includes('tickets')).map(([path]) => path)).toEqual([]);
    const [, list = ''] = /npm run synth -- --allow-removals (\S+)$/m.exec(stdout) ?? [];
    expect(list.split(',').toSorted()).toEqual(consent.toSorted());
    expect(stdout).toContain('kubectl delete namespace tickets\n');
    expect(checked('--allow-removals', list)).toBe('');
  });

  test('leaves behind what others need, and whatever speaks of it is named', () => {
    writeFileSync(inside('charts/mail.ts'), '// Called by tickets.\n');
    checkout.git('add', '--all');
    checkout.git('commit', '--quiet', '--message', 'Mail');
    const { stdout } = take('tickets');
    expect(stdout).toContain('These still speak of tickets; see what they say:\n  charts/mail.ts\n');
  });
});

describe('nothing is touched', () => {
  beforeAll(() => {
    make();
    checkout.begin();
  });
  afterEach(() => void checkout.exec('sh', ['-c', 'git checkout --quiet . && git clean --quiet --force -d']));
  afterAll(remove);

  /** Calls it where it must be refused; returns what it says. */
  async function refused(...args: string[]): Promise<string> {
    const before = fleet();
    const { status, stdout, stderr } = await checkout.call(service, args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(differences(before, fleet())).toEqual([]);
    return stderr;
  }

  test.each([
    ['no name', [], 'Missing required positional argument'],
    ['two names', ['tickets', 'mail'], '"mail" is one word too many'],
    ['a name that no application has', ['mail'], 'no cluster has an application mail'],
    ['a chart of the platform', ['issuers'], 'no cluster has an application issuers'],
  ])('by %s', async (_what, args, words) => expect(await refused(...args)).toContain(words));

  test.each([
    ['a file of it that was edited', 'charts/tickets/contract.ts'],
    ['a file of it that is new', 'charts/tickets/new.ts'],
    ['the settings', 'clusters/lab.ts'],
  ])('where no commit holds %s', async (_what, path) => {
    writeFileSync(inside(path), `${fleet().get(path) ?? ''}\n// Mine.\n`);
    expect(await refused('tickets')).toContain(path);
  });

  test('where a folder on the way is a link', async () => {
    renameSync(inside('clusters/releases'), inside('elsewhere'));
    symlinkSync('../elsewhere', inside('clusters/releases'));
    checkout.git('add', '--all');
    checkout.git('commit', '--quiet', '--message', 'Link');
    expect(await refused('tickets')).toContain('clusters/releases is a symbolic link');
  });
});
