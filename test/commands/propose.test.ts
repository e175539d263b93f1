// `npm run propose` as the workflow calls it: the pin of the stage before gets into a commit, or the one of what was built, and
// nothing else, whatever an earlier job says.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { propose } from '../../commands/propose.ts';
import { type Called, called } from '../support/called.ts';
import { FakeGitHub } from '../support/github.ts';
import { GitRepository } from '../support/git-repository.ts';

const file = 'data/pins/pilot.yaml';
const branch = 'fleetwright/promote/pilot/tickets';
const pin = (service: string, digit: string): string =>
  `${service}: # sold\n  repository: example.azurecr.io/${service}\n  tag: 0.${digit}.0\n  digest: sha256:${digit.repeat(64)}\n`;
const before = pin('mail', '1') + pin('tickets', '1');
const promoted = pin('mail', '1') + pin('tickets', '2');

let server: GitRepository;
let clone: GitRepository;
let github: FakeGitHub;
beforeEach(async () => {
  server = GitRepository.bare();
  clone = server.clone();
  clone.write(file, before).write('data/pins/lab.yaml', `${pin('mail', '3')}${pin('tickets', '2')}`);
  clone.write('others/lab.yaml', pin('tickets', '9')).write('main.ts', 'as it is').commit('Start');
  clone.git('push', '--quiet', 'origin', 'main');
  github = await FakeGitHub.start();
});
afterEach(async () => {
  await github.stop();
  for (const repository of [server, clone]) repository.remove();
});

function run(env: Readonly<Record<string, string>> = {}): Promise<Called> {
  const environment = {
    GITHUB_REF_NAME: 'main',
    GITHUB_REPOSITORY: 'acme/fleet',
    GITHUB_API_URL: github.url,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_ACTOR: 'ann',
    PUSH_TOKEN: 'token',
    SERVICE: 'tickets',
    CLUSTER: 'pilot',
    FILE: file,
    FROM: 'data/pins/lab.yaml',
    APP: 'fleet-bot',
  };
  return called(propose, ['--repository', clone.folder], { env: { ...environment, ...env } });
}

test('the pin of the stage before is committed beside main, with who asked for it, and a pull request opened', async () => {
  expect(await run()).toEqual({
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

/** What a build has pushed. */
const built = (digest: string): Record<string, string> => ({
  FROM: '',
  PIN: `example.azurecr.io/tickets:a1b2c3@${digest}`,
});

test('an image that was built is committed as it is named', async () => {
  const digest = `sha256:${'5'.repeat(64)}`;
  expect(await run(built(digest))).toMatchObject({ status: 0, stderr: '' });
  expect(server.git('show', `${branch}:${file}`)).toContain(`tag: a1b2c3\n  digest: ${digest}`);
});

test('the pull request of an earlier promotion says what it holds now', async () => {
  await run();
  expect(await run({ GITHUB_ACTOR: 'bob', ...built(`sha256:${'5'.repeat(64)}`) })).toMatchObject({ status: 0 });
  expect(github.pulls).toHaveLength(1);
  expect(github.pulls[0]).toMatchObject({
    title: 'Promote tickets a1b2c3 to pilot',
    body: expect.stringMatching(/:a1b2c3@sha256:5+`, as @bob asked/),
  });
});

test('without an app the job says where to open one', async () => {
  const { status, stdout } = await run({ APP: '' });
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: expect.stringContaining(`open a pull request: https://github.com/acme/fleet/compare/main...${branch}\n`),
  });
  expect(github.writes).toEqual([]);
});

describe('nothing is committed', () => {
  test.each([
    ['for another cluster than was asked for', { FILE: 'data/pins/live.yaml' }, 'not the file of pins of "pilot"'],
    ['in the place of another file', { FILE: 'main.ts' }, 'not the file of pins of "pilot"'],
    ['in the place of none', { FILE: 'moon/pilot.yaml', ...built(`sha256:${'5'.repeat(64)}`) }, 'git show'],
    ['of a service that main does not pin', { SERVICE: 'shop' }, 'FROM'],
    ['of what no file beside it pins', { FROM: 'others/lab.yaml' }, 'FROM'],
    ['of what is no file of pins', { FROM: 'data/pins/../../main.ts' }, 'FROM'],
    ['of what is there', { FROM: file }, `pins example.azurecr.io/tickets:0.1.0@sha256:${'1'.repeat(64)} already`],
    ['of the zeroes', built(`sha256:${'0'.repeat(64)}`), 'nor PIN an image'],
    ['of a short digest', built('sha256:00'), 'nor PIN an image'],
    ['for who is no account', { GITHUB_ACTOR: 'ann\nReviewed-By: bob' }, 'GITHUB_ACTOR is not the name of an account'],
    ['where nobody says which file', { FILE: '' }, 'CLUSTER or FILE is not set'],
    ['where nobody says which service', { SERVICE: '' }, 'SERVICE, CLUSTER or FILE is not set'],
    ['where nobody says which image', { FROM: '' }, 'Neither FROM'],
    ['without a token', { PUSH_TOKEN: '' }, 'no token'],
  ])('%s', async (_name, env, words) => {
    expect(await run(env)).toMatchObject({ status: 2, stderr: expect.stringContaining(words) });
    expect(server.git('branch', '--list')).toBe('* main');
  });
});
