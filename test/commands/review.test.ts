// `npm run review`: what is put under a pull request, with the removals and who consented to them.
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { review as command } from '../../commands/review.ts';
import { Checkout } from '../support/checkout.ts';
import { longestComment } from '../../diff/report/markdown.ts';

let checkout: Checkout;
beforeAll(() => {
  checkout = new Checkout();
  git('init', '--quiet', '--initial-branch=main');
  commit('the start');
  for (const path of ['controllers/external-secrets', 'flux/external-secrets.yaml'])
    rmSync(join(checkout.folder, 'dist/lab', path), { recursive: true });
});
afterAll(() => checkout.remove());

function git(...args: string[]): void {
  const identity = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', '-c', 'commit.gpgsign=false'];
  const { status, stderr } = checkout.exec('git', [...identity, ...args]);
  if (status !== 0) throw new Error(stderr);
}

function commit(message: string): void {
  git('add', '--all', 'dist');
  git('commit', '--quiet', '--allow-empty', '--message', message);
}

async function review(): Promise<string> {
  const summary = join(checkout.folder, 'summary.md');
  writeFileSync(summary, '');
  expect((await checkout.call(command, ['main'], { GITHUB_STEP_SUMMARY: summary })).status).toBe(0);
  const comment = readFileSync(join(checkout.folder, 'review/comment.md'), 'utf8');
  expect(readFileSync(summary, 'utf8')).toBe(comment);
  expect(comment.length).toBeLessThan(longestComment);
  return comment;
}

test('what goes without consent comes first; with it, whose it is', async () => {
  git('checkout', '--quiet', '-b', 'feature');
  commit('Away with it');
  expect(await review()).toMatch(
    /^#### :no_entry: Refused: goes without consent\n\n- \*\*dist\/lab\/controllers\/external-secrets\//,
  );

  commit('Meant\n\nAllow-Removals: lab/external-secrets');
  expect(await review()).toMatch(
    /^#### Goes by consent\n\n- \*\*lab\/external-secrets\*\*: Ann consents in [0-9a-f]+\n/,
  );
  expect(await review()).toContain('- **the chart** is removed: Flux deletes');
});

test.each(['review', 'review/comment.md'])('a link %s is not followed', (link) => {
  const [at, outside] = [join(checkout.folder, link), join(checkout.folder, 'outside')];
  rmSync(at, { recursive: true, force: true });
  for (const folder of [outside, join(at, '..')]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(outside, 'comment.md'), 'precious');
  symlinkSync(link === 'review' ? outside : join(outside, 'comment.md'), at);
  checkout.run('commands/review.ts', ['main']);
  expect(readFileSync(join(outside, 'comment.md'), 'utf8')).toBe('precious');
  rmSync(at);
});
