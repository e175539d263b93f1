// What a new fleet must be told, and what an answer may look like.
import { describe, expect, test } from '@jest/globals';
import { answersFrom } from '../../../commands/create/answers.ts';
import { givenAnswers as given } from '../../support/create-answers.ts';

test('all flags are all answers', async () => {
  expect(await answersFrom(given)).toEqual({ ...given, clusters: ['lab', 'prod-eu'] });
});

test('without a terminal the missing flags are named, all at once', async () => {
  const { domain: _domain, tenant: _tenant, ...some } = given;
  await expect(answersFrom(some)).rejects.toThrow('give --domain, --tenant');
});

describe('an answer of another form is refused, with one that would do', () => {
  test.each([
    ['clusters', 'Dev'],
    ['clusters', 'dev,,production'],
    ['clusters', 'dev;rm -rf'],
    ['clusters', 'a/b'],
    ['clusters', ''],
    ['domain', 'contoso'],
    ['domain', 'https://contoso.dev'],
    ['domain', "contoso.dev'"],
    ['repository', 'git@github.com:contoso/platform.git'],
    ['repository', 'https://github.com/contoso/platform/'],
    ['repository', 'http://github.com/contoso/platform'],
    ['tenant', 'contoso'],
    ['recovery', 'AGE-SECRET-KEY-1'],
    ['recovery', 'age1short'],
    ['recovery', `${given.recovery.slice(0, -1)}x`],
    ['clusters', 'west--europe'],
    ['repository', 'https://github.com/contoso'],
    ['repository', 'https://github.com/../..'],
    ['repository', 'https://github.com/contoso/platform.git'],
  ] as const)('--%s %s', async (flag, value) => {
    await expect(answersFrom({ ...given, [flag]: value })).rejects.toThrow(`--${flag} is like`);
  });

  test.each(['dev,dev', 'prod-1,prod1'])('clusters that are one in TypeScript: %s', async (clusters) => {
    await expect(answersFrom({ ...given, clusters })).rejects.toThrow('--clusters has two names that are');
  });

  test.each(['cluster', 'index', 'clusters', 'class', 'new', 'default', 'await', 'let', 'static', 'arguments'])(
    'a cluster that cannot be called so in its files: %s',
    async (name) => {
      await expect(answersFrom({ ...given, clusters: `dev,${name}` })).rejects.toThrow(`--clusters has "${name}"`);
    },
  );
});

test("spaces around names are nobody's, and a long name is one", async () => {
  const clusters = ' dev , production-westeurope-blue ';
  expect((await answersFrom({ ...given, clusters })).clusters).toEqual(['dev', 'production-westeurope-blue']);
});
