// A page that names what is not there costs its reader an hour: whatever can be looked up is.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { anchorsIn, linksIn, pathsIn, scriptsIn } from './support/markdown.ts';

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file))
    .toSorted(),
];
const folders = readdirSync('.', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !/^\.(?!github|ci)|^node_modules$/.test(entry.name))
  .map(({ name }) => name);
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

/** Names that the pages make up, for what the reader adds. */
const examples = /^(?:qa|greeter)(?=\.|$)/;

/** The pages explain by the sample service, its clusters and what dist/ holds for it; a fork that has taken any of them out keeps the pages. */
const sample = 'shortener';
const hasSample = readdirSync('dist').some((cluster) => existsSync(`dist/${cluster}/flux/${sample}.yaml`));
const gone = new Set([
  ...(hasSample ? [] : [sample]),
  ...['dev', 'staging', 'production'].filter((cluster) => !existsSync(`clusters/${cluster}.ts`)),
]);
const isLeftOut = (path: string): boolean =>
  (!hasSample && path.startsWith('dist/')) || path.split(/[/.]/).some((part) => gone.has(part));

/** Whether a path leads somewhere; `<...>` and made-up names stand for any name. */
function leadsSomewhere(path: string, from = '.'): boolean {
  const [first = '', ...rest] = path.split('/').filter((part) => part !== '');
  if (first === '') return true;
  const pattern = first
    .replace(examples, '<example>')
    .replaceAll('.', '\\.')
    .replaceAll(/<[^<>]+>/g, '.+');
  const matching = readdirSync(from, { withFileTypes: true }).filter(({ name }) =>
    new RegExp(`^${pattern}$`).test(name),
  );
  return matching.some((entry) =>
    entry.isDirectory() ? leadsSomewhere(rest.join('/'), join(from, entry.name)) : rest.length === 0,
  );
}

function isBroken(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(target)) return true;
  return anchor !== undefined && !anchorsIn(readFileSync(target, 'utf8')).has(anchor);
}

describe.each(pages)('%s', (page) => {
  const text = readFileSync(page, 'utf8');

  test('has no link that leads nowhere, and none to a heading that is not there', () => {
    expect(linksIn(text).filter((link) => isBroken(page, link))).toEqual([]);
  });

  test('names no npm script that package.json lacks', () => {
    expect(scriptsIn(text).filter((script) => !(script in scripts))).toEqual([]);
  });

  test('holds no trace of a merge conflict, not even a formatted one', () => {
    expect(text).not.toMatch(/<{7}|={7}|>{7}|(?:> ){6}>/);
  });

  test('names no path that is not there', () => {
    expect(pathsIn(text, folders).filter((path) => !isLeftOut(path) && !leadsSomewhere(path))).toEqual([]);
  });
});

test('the README stays one screen and its links', () => {
  expect(readFileSync('README.md', 'utf8').split('\n').length).toBeLessThanOrEqual(100);
});
