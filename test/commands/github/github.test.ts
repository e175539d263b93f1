// One comment and one pull request, however often a workflow runs; against a stand-in for GitHub's API.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { gitHub } from '../../../commands/github/client.ts';
import { longestBody, writeComment } from '../../../commands/github/comment.ts';
import { openPullRequest } from '../../../commands/github/pull-request.ts';
import { FakeGitHub } from '../../support/github.ts';

let github: FakeGitHub;
beforeEach(async () => void (github = await FakeGitHub.start()));
afterEach(() => github.stop());

describe('the comment of a pull request', () => {
  test('is written once, then updated in place', async () => {
    expect(await writeComment(github.client, 7, 'first')).toBe('created');
    expect(await writeComment(github.client, 7, 'second')).toBe('updated');
    expect(await writeComment(github.client, 7, 'second')).toBe('unchanged');
    expect(github.comments.map(({ body }) => body)).toEqual([expect.stringMatching(/^<!-- .* -->\nsecond$/)]);
  });

  test('is found behind a hundred others', async () => {
    for (let id = 1; id <= 150; id++) github.comments.push({ id, body: 'hello', user: { type: 'User' } });
    await writeComment(github.client, 7, 'first');
    expect(await writeComment(github.client, 7, 'second')).toBe('updated');
    expect(github.comments).toHaveLength(151);
  });

  test('of a person is left alone, even with our mark in it', async () => {
    await writeComment(github.client, 7, 'first');
    const [{ body } = { body: '' }] = github.comments.splice(0);
    github.comments.push({ id: 1, body, user: { type: 'User' } });
    expect(await writeComment(github.client, 7, 'second')).toBe('created');
    expect(github.comments[0]?.body).toBe(body);
  });

  test('is cut to what GitHub takes', async () => {
    expect(await writeComment(github.client, 7, 'x'.repeat(longestBody + 1))).toBe('created');
    expect(github.comments[0]?.body).toHaveLength(65_536);
  });
});

test('a pull request is opened once a branch', async () => {
  const repair = { head: 'fleetwright/render', base: 'main', title: 'Render dist/', body: '' };
  const address = await openPullRequest(github.client, repair);
  expect(await openPullRequest(github.client, repair)).toBe(address);
  expect(github.writes).toEqual(['POST /repos/acme/fleet/pulls']);
});

test.each([
  ['the repository', {}, 'token', 'GITHUB_REPOSITORY is not set'],
  ['the token', { GITHUB_REPOSITORY: 'acme/fleet' }, undefined, 'no token'],
])('without %s nothing is asked', (_name, environment, token, message) => {
  expect(() => gitHub(environment, token)).toThrow(message);
});
