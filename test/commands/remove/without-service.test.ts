// What is taken out of a file is the service's alone, with what only it has used; no other character moves.
import { describe, expect, test } from '@jest/globals';
import { withoutLinks, withoutOwned } from '../../../commands/remove/places.ts';
import { withoutOwner, withoutService } from '../../../commands/remove/without-service.ts';

const folders = { settings: 'data', releases: 'data/pins' };
const without = (path: string, text: string): string => withoutService(path, text, 'order-desk', folders);

describe('main.ts', () => {
  const main = (imports: string, entries: string): string =>
    `${imports}import { Mail } from './charts/mail.ts';\n\n    c.applications('web', {${entries}});\n`;
  const mail = '\n      mail: { chart: Mail },\n    ';

  test('loses the grant, and the imports that nothing else needs', () => {
    const imports = [
      "import { OrderDeskMigration } from './charts/order-desk-migration.ts';\n",
      "import { OrderDesk, quota } from './charts/order-desk.ts';\n",
    ];
    const entry = `
      // As much as the other.
      'order-desk': {
        chart: OrderDesk,
        migration: { chart: OrderDeskMigration },

        quota,
      },`;
    expect(without('main.ts', main(imports.join(''), `${entry}${mail}`))).toBe(main('', mail));
    expect(without('main.ts', main(imports.join(''), `${entry}\n    `))).toBe(main('', ''));
  });

  test('keeps what it imports for others as well, and what nothing needed before', () => {
    const [from, is] = ["} from './own.ts';\n", "import { other } from './other.ts';\n"];
    const entry = '\n      ordersToo: { q: quota },\n    ';
    expect(
      without('main.ts', main(`import { desk, quota ${from}${is}`, `\n      'order-desk': { desk, quota },${entry}`)),
    ).toBe(main(`import { quota ${from}${is}`, entry));
  });

  test.each([
    ['none', "\n      'order-desks': { chart: Mail },\n    "],
    ['2', "\n      'order-desk': { a },\n      'order-desk': { a },\n    "],
  ])('that has %s of it is left to a person', (found, entries) =>
    expect(() => without('main.ts', main('', entries))).toThrow(
      `main.ts: looked for one entry order-desk: { ... }, on lines of its own, and found ${found}`,
    ),
  );
});

test.each([
  [
    'the type of the settings',
    'data/cluster.ts',
    "import type { Scale } from 's';\nimport type { Host } from 'h';\nexport interface Cluster {\n  readonly host: Host;\n",
    '  /**\n   * How many.\n   */\n  readonly orderDesk?: {\n    readonly scale: Scale;\n  };\n',
    '  readonly mail: { readonly orderDesk: string };\n}\n',
  ],
  [
    'the settings of a cluster',
    'data/lab.ts',
    '  azure: {\n    orderDesk: 1,\n  },\n',
    "  orderDesk: {\n    host: 'a',\n  },\n",
    '  mail: {},\n',
  ],
  ['the pins', 'data/pins/lab.yaml', '# Pins.\nmail:\n  tag: 1\n', 'order-desk:\n  tag: 1\n  digest: a\n', 'z: {}\n'],
  ['a pin on one line', 'data/pins/lab.yaml', 'mail: {}\n', '"order-desk": { tag: 1 }\n', ''],
])('%s', (_what, path, before, own, after) => {
  const isType = path.endsWith('cluster.ts');
  const rest = isType ? before.replace(/^.*Scale.*\n/, '') : before;
  expect(without(path, before + own + after)).toBe(rest + after);
  expect(without(path, rest + after)).toBe(rest + after);
});

test('the last pin leaves a map', () => {
  expect(without('data/pins/lab.yaml', '# Pins.\norder-desk:\n  tag: 1\n')).toBe('# Pins.\n{}\n');
});

test.each(['charts/mail.ts', 'data/keys/lab.yaml'])('%s is as it was', (path) => {
  expect(without(path, '  orderDesk: {},\n')).toBe('  orderDesk: {},\n');
});

test('a team has no route any more, and what has its name elsewhere stays', () => {
  const settings = (owners: string): string =>
    `  alerting: {\n    receivers: {\n      links: { teams: 'a' },\n    },\n    owners: {\n${owners}    },\n  },\n  links: {},\n`;
  const platform = "      platform: { critical: 'a', warning: 'a' },\n";
  const routes = [
    "      links: { critical: 'a', warning: 'a' },\n",
    "      'links': {\n        critical: 'a',\n        warning: 'a',\n      },\n",
  ];
  for (const route of routes) expect(withoutOwner(settings(route + platform), 'links')).toBe(settings(platform));
  expect(withoutOwner(settings(platform), 'links')).toBe(settings(platform));
});

test('code owners keep the patterns of all other files', () => {
  const kept = '* @a\n/charts/order-desks.ts @a\n/charts/ @a\n/app/order-desk @a\n';
  const own = ['.ts @a', '-migration.ts @a', '* @a @b', '/ @a', '/**', ''].map((rest) => `/charts/order-desk${rest}\n`);
  expect(withoutOwned(kept + own.join(''), 'order-desk')).toBe(kept);
});

test('a page has no line that leads to a page which is gone', () => {
  expect(withoutLinks('| [A](a.md) |\n| [B](b.md) |\na.md\n', ['docs/a.md'])).toBe('| [B](b.md) |\na.md\n');
});
