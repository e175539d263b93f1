// A service is short, and its page shows what `npm run new -- service` writes; the README the chart, without what every file begins with.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { editsOf } from '../commands/new/edits.ts';
import type { NewService } from '../commands/new/new-service.ts';
import { chartText, grantText, pinText, settingsText, settingText } from '../commands/new/texts.ts';
import { defineFleet } from '../lib/fleet.ts';
import { readPage } from './fleets/page.ts';

const page = readPage('add-a-service');
const greeter: NewService = { name: 'greeter', port: 8080, route: { host: 'hello', path: '/hello/*' } };

test('docs/add-a-service.md shows what its command writes', () => {
  expect(page.commands[0]).toContain("npm run -s new -- service greeter --host hello --path '/hello/*'\n");
  const fleet = defineFleet({ repository: '', clusters: [], compose: () => {} });
  const imported = editsOf(greeter, fleet).map(({ write }) => write);
  const texts = [
    chartText(greeter),
    grantText(greeter),
    imported.find((text) => text.startsWith('import ')) ?? '',
    settingText(greeter),
    settingsText(greeter, { domain: 'dev.example.com', zones: ['1'] }),
    pinText(greeter, 'example.azurecr.io'),
  ];
  expect(page.code).toEqual(texts.map((text) => text.trimEnd()));
});

test('a service is about ten lines in charts/, the same in README.md and on the page', () => {
  const [short = ''] = /^export class Greeter .*?^}/ms.exec(readFileSync('README.md', 'utf8')) ?? [];
  expect(page.code[0]).toContain(short);
  const lines = short.split('\n').filter((line) => /\w/.test(line));
  expect(lines.length).toBeGreaterThan(5);
  expect(lines.length).toBeLessThanOrEqual(15);
});
