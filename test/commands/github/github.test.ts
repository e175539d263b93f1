// One comment and one pull request, however often a workflow runs; against a stand-in for GitHub's API.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { gitHub } from '../../../commands/github/client.ts';
import { longestBody, writeComment } from '../../../commands/github/comment.ts';
import { type EndedRun, endedRun } from '../../../commands/github/ended-run.ts';
import { noPush, openPullRequest, pullRequestOf } from '../../../commands/github/pull-request.ts';
import { filledRuleset } from '../../../commands/github/ruleset.ts';
import { FakeGitHub } from '../../support/github.ts';

let github: FakeGitHub;
beforeEach(async () => void (github = await FakeGitHub.start()));
afterEach(() => github.stop());

const sha = 'a'.repeat(40);
const ofRun: EndedRun = { commit: sha, repository: 'acme/fleet', branch: 'feature', actor: 'ann' };

describe('the comment of a pull request', () => {
  const write = (text: string) => writeComment(github.client, { pullRequest: 7, author: 'github-actions[bot]', text });

  test('is written once, then updated in place', async () => {
    expect(await write('first')).toBe('created');
    expect(await write('second')).toBe('updated');
    expect(await write('second')).toBe('unchanged');
    expect(github.comments.map(({ body }) => body)).toEqual([expect.stringMatching(/^<!-- .* -->\nsecond$/)]);
  });

  test('is found behind a hundred others', async () => {
    for (let id = 1; id <= 150; id++) github.comments.push({ id, body: 'hello', user: { login: 'ann' } });
    await write('first');
    expect(await write('second')).toBe('updated');
    expect(github.comments).toHaveLength(151);
  });

  test.each(['ann', 'another-app[bot]'])('of %s is left alone, even with our mark in it', async (login) => {
    await write('first');
    const [{ body } = { body: '' }] = github.comments.splice(0);
    github.comments.push({ id: 1, body, user: { login } });
    expect(await write('second')).toBe('created');
    expect(github.comments[0]?.body).toBe(body);
  });

  test('is cut to what GitHub takes', async () => {
    expect(await write('x'.repeat(longestBody + 1))).toBe('created');
    expect(github.comments[0]?.body).toHaveLength(65_536);
  });
});

describe('the pull request of a run', () => {
  test('is the open one from its branch to main', async () => {
    github.open('feature', sha);
    expect(await pullRequestOf(github.client, ofRun, 'main')).toEqual({ number: 7, commit: sha, author: 'ann' });
  });

  test("is not one from a branch of that name in the owner's other repository", async () => {
    github.open('feature', sha, { repository: 'acme/other' });
    expect(await pullRequestOf(github.client, ofRun, 'main')).toBeUndefined();
  });

  test('is not one to another branch', async () => {
    github.open('feature', sha, { base: { ref: 'release' } });
    expect(await pullRequestOf(github.client, ofRun, 'main')).toBeUndefined();
  });

  test('is not one whose repository is gone', async () => {
    github.open('feature', sha, { head: { ref: 'feature', sha, repo: null } });
    expect(await pullRequestOf(github.client, ofRun, 'main')).toBeUndefined();
  });
});

describe('the bot may push to the branch of a pull request', () => {
  const pullRequest = { number: 7, commit: sha, author: 'ann' };

  test('in this repository, a fork or not', () => {
    expect(noPush(ofRun, pullRequest, github.client)).toBeUndefined();
  });

  test('not in another one', () => {
    expect(noPush({ ...ofRun, repository: 'bob/fleet' }, pullRequest, github.client)).toBe('fork');
  });

  test('not on top of what somebody else than its author pushed, who could approve that then', () => {
    expect(noPush({ ...ofRun, actor: 'bob' }, pullRequest, github.client)).toBe('pusher');
  });
});

describe('a run that has ended is what the event says of it', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'fleetwright-event-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = {
    head_sha: sha,
    head_branch: 'feature',
    head_repository: { full_name: 'acme/fleet' },
    actor: { login: 'ann' },
  };
  const read = (workflow_run: unknown, name = 'workflow_run'): EndedRun => {
    const path = join(folder, 'event.json');
    writeFileSync(path, JSON.stringify({ workflow_run }));
    return endedRun({ GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: path });
  };

  test('with its commit, its branch and whose it is', () => expect(read(run)).toEqual(ofRun));

  test.each([
    ['a repository that is gone', { ...run, head_repository: null }, 'tells no repository'],
    ['no branch', { ...run, head_branch: null }, 'tells no branch'],
    [
      'a head that git would take for an option',
      { ...run, head_sha: '--upload-pack=touch pwned' },
      'not the id of a commit',
    ],
  ])('and nothing is done with %s', (_name, event, message) => expect(() => read(event)).toThrow(message));

  test('and nothing is done in a run of another kind', () => {
    expect(() => read(run, 'pull_request')).toThrow('GITHUB_EVENT_NAME is not workflow_run');
  });
});

test('a pull request is opened once a branch, and says what it holds now', async () => {
  const repair = { head: 'fleetwright/render', base: 'main', title: 'Render dist/', body: '' };
  const address = await openPullRequest(github.client, repair);
  const later = { ...repair, title: 'Render it again', body: 'All of it' };
  expect(await openPullRequest(github.client, later)).toBe(address);
  expect(github.writes).toEqual(['POST /repos/acme/fleet/pulls', 'PATCH /repos/acme/fleet/pulls/1']);
  expect(github.pulls).toEqual([expect.objectContaining({ title: later.title, body: later.body })]);
});

test.each([
  ['the repository', {}, 'token', 'GITHUB_REPOSITORY is not set'],
  ['the token', { GITHUB_REPOSITORY: 'acme/fleet' }, undefined, 'no token'],
])('without %s nothing is asked', (_name, environment, token, message) => {
  expect(() => gitHub(environment, token)).toThrow(message);
});

describe('what GitHub refuses is said with what to do', () => {
  const asked = (token: string, change: Readonly<Record<string, string>> = {}): Promise<unknown> =>
    pullRequestOf(
      gitHub({ GITHUB_REPOSITORY: 'acme/fleet', GITHUB_API_URL: github.url, ...change }, token),
      ofRun,
      'main',
    );

  test('a token that is none', async () => {
    await expect(asked('old')).rejects.toThrow(
      /^GitHub answers 401 to GET .*\/pulls\?.*: the token \(GITHUB_TOKEN; .*\) is not valid or has expired; set another one$/,
    );
  });

  test('a repository that is not there, or not shown', async () => {
    await expect(asked('token', { GITHUB_REPOSITORY: 'acme/none' })).rejects.toThrow(
      /^GitHub answers 404 to GET .*\/acme\/none\/pulls\?.*; write <owner>\/<name> into GITHUB_REPOSITORY, /,
    );
  });

  test('an address at which nothing answers', async () => {
    const url = 'http://127.0.0.1:1';
    await expect(asked('token', { GITHUB_API_URL: url })).rejects.toThrow(
      /^GitHub does not answer at http:\/\/127\.0\.0\.1:1 \(.*\); try again, or set GITHUB_API_URL to its API$/,
    );
  });

  test('and a team is unknown only where GitHub says so', async () => {
    const client = gitHub({ GITHUB_REPOSITORY: 'acme/fleet', GITHUB_API_URL: github.url }, 'old');
    const teams = [{ org: 'acme', team: 'platform', patterns: ['*'] }];
    await expect(filledRuleset(client, { rules: [{ type: 'pull_request' }] }, teams)).rejects.toThrow(/answers 401/);
  });
});
