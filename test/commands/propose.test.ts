// `npm run propose` as the workflow calls it: of what another job left behind, one pin gets into a commit and nothing else.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { propose } from '../../commands/propose.ts';
import { type Called, called } from '../support/called.ts';
import { FakeGitHub } from '../support/github.ts';
import { GitRepository } from '../support/git-repository.ts';

const file = 'data/pins/pilot.yaml';
const branch = 'fleetwright/promote-tickets-pilot';
const pin = (service: string, digit: string): string =>
  `${service}: # sold\n  repository: example.azurecr.io/${service}\n  tag: 0.${digit}.0\n  digest: sha256:${digit.repeat(64)}\n`;
const before = pin('mail', '1') + pin('tickets', '1');

let server: GitRepository;
let clone: GitRepository;
let folder: string;
let github: FakeGitHub;
beforeEach(async () => {
  server = GitRepository.bare();
  clone = server.clone();
  clone.write(file, before).write('main.ts', 'as it is').commit('Start');
  clone.git('push', '--quiet', 'origin', 'main');
  folder = mkdtempSync(join(tmpdir(), 'fleetwright-pinned-'));
  mkdirSync(join(folder, 'pinned'));
  github = await FakeGitHub.start();
});
afterEach(async () => {
  await github.stop();
  for (const repository of [server, clone]) repository.remove();
  rmSync(folder, { recursive: true });
});

function run(text: string, env: Readonly<Record<string, string>> = {}): Promise<Called> {
  writeFileSync(join(folder, 'pinned/pilot.yaml'), text);
  const environment = {
    GITHUB_REF_NAME: 'main',
    GITHUB_REPOSITORY: 'acme/fleet',
    GITHUB_API_URL: github.url,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_ACTOR: 'ann',
    PUSH_TOKEN: 'token',
    FILE: file,
    APP: 'fleet-bot',
  };
  const options = ['--repository', clone.folder, '--pinned', join(folder, 'pinned')];
  return called(propose, options, { env: { ...environment, ...env } });
}

const promoted = pin('mail', '1') + pin('tickets', '2');

test('one pin is committed beside main, with who asked for it, and a pull request opened', async () => {
  expect(await run(promoted)).toEqual({
    status: 0,
    stdout: `Promote tickets 0.2.0 to pilot\n${github.pulls[0]?.html_url}\n`,
    stderr: '',
  });
  expect(github.pulls.map(({ head }) => head.ref)).toEqual([branch]);
  expect(server.git('diff', '--name-only', 'main', branch)).toBe(file);
  expect(server.git('show', `${branch}:${file}`)).toBe(promoted.trim());
  expect(server.git('log', '-1', '--format=%s|%(trailers:key=Requested-By,valueonly)|%P', branch)).toBe(
    `Promote tickets 0.2.0 to pilot|ann\n|${server.git('rev-parse', 'main')}`,
  );
  expect(clone.read(file)).toBe(before);
});

test('without an app the job says where to open one', async () => {
  const { status, stdout } = await run(promoted, { APP: '' });
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: expect.stringContaining(`open a pull request: https://github.com/acme/fleet/compare/main...${branch}\n`),
  });
  expect(github.writes).toEqual([]);
});

describe('nothing is committed', () => {
  test.each([
    ['where nothing differs', before],
    ['of two pins', pin('mail', '2') + pin('tickets', '2')],
    ['of a service that main does not pin', before + pin('shop', '2')],
    ['of a pin that is gone', pin('tickets', '2')],
    ['of a byte beside the pin', promoted.replace('# sold', '# free')],
    ['of what is no file of pins', promoted.replace('sha256', 'sha1')],
    ['of what is no YAML', '{'],
  ])('%s', async (_name, text) => {
    const { status, stderr } = await run(text);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `${file}: is not what main holds with one other pin, so nothing is committed\n`,
    });
    expect(server.git('branch', '--list')).toBe('* main');
  });

  test.each([
    ['in the place of another file', { FILE: 'main.ts' }, 'pinned/main.ts'],
    ['in the place of none', { FILE: 'data/pins/moon.yaml' }, 'git show'],
    ['for who is no account', { GITHUB_ACTOR: 'ann\nReviewed-By: bob' }, 'GITHUB_ACTOR is not the name of an account'],
    ['where nobody says which file', { FILE: '' }, 'GITHUB_REF_NAME or FILE is not set'],
    ['without a token', { PUSH_TOKEN: '' }, 'no token'],
  ])('%s', async (_name, env, words) => {
    expect(await run(promoted, env)).toMatchObject({ status: 2, stderr: expect.stringContaining(words) });
    expect(server.git('branch', '--list')).toBe('* main');
  });
});
