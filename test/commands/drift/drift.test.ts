// `npm run drift` over a repository, as the workflow runs it, and what it is not started with.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { drift } from '../../../commands/drift.ts';
import { synth } from '../../../commands/synth.ts';
import { Checkout } from '../../support/checkout.ts';
import { FakeGitHub } from '../../support/github.ts';

let checkout: Checkout;
beforeAll(async () => {
  checkout = new Checkout();
  await checkout.call(synth);
});
afterAll(() => checkout.remove());

const written = (): string => readFileSync(join(checkout.folder, 'drift', 'dist.txt'), 'utf8');

test('a file that is gone from dist/ is found, and goes into an issue until it is back', async () => {
  const github = await FakeGitHub.start();
  const env = { GITHUB_REPOSITORY: 'acme/fleet', GITHUB_API_URL: github.url, GITHUB_TOKEN: 'token' };
  try {
    const gone = 'dist/live/flux/tickets.yaml';
    rmSync(join(checkout.folder, gone));
    const stale = `${gone}  is not what synth renders`;
    expect(await checkout.call(drift, ['--out', 'drift'])).toMatchObject({
      status: 1,
      stdout: `${stale}\nFAILED  dist/ is what synth renders\n`,
    });
    expect(written()).toBe(stale);
    expect(await checkout.call(drift, ['--report', 'drift'], env)).toMatchObject({
      status: 0,
      stdout: 'issue: opened\n',
    });

    await checkout.call(synth);
    expect(await checkout.call(drift, ['--out', 'drift'])).toMatchObject({
      status: 0,
      stdout: 'ok      dist/ is what synth renders\n',
    });
    expect(written()).toBe('');
    expect(await checkout.call(drift, ['--report', 'drift'], env)).toMatchObject({
      status: 0,
      stdout: 'issue: closed\n',
    });
  } finally {
    await github.stop();
  }
});

test.each([
  ['a kubeconfig for no cluster', ['--kubeconfig', 'a'], 'write --cluster NAME as well'],
  ['a report that looks', ['--report', 'drift', '--cluster', 'live'], '--report looks for nothing'],
  ['a cluster that the fleet does not have', ['--cluster', 'moon'], 'There is no cluster "moon"'],
  ['a report of nothing', ['--report', 'nowhere'], 'nowhere'],
])('%s is refused', async (_name, args, words) => {
  const { status, stderr } = await checkout.call(drift, args);
  expect(stderr).toContain(words);
  expect(status).toBe(2);
});
