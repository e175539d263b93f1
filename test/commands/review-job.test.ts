// The job that says what a pull request changes: each of its commands, as it stands in the workflow, at the merge of a branch.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Checkout } from '../support/checkout.ts';
import { runJob, type StepEnded } from '../support/workflow-job.ts';

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout();
  checkout.begin();
  checkout.git('checkout', '--quiet', '-b', 'feature');
});
afterEach(() => checkout.remove());

/** What the job says of the branch, once it is merged. */
function job(message = 'Change'): StepEnded[] {
  checkout.git('commit', '--quiet', '--all', '--message', message);
  checkout.git('checkout', '--quiet', 'main');
  checkout.git('merge', '--quiet', '--no-ff', '--message', 'Merge', 'feature');
  // npm has words of its own for whoever looks on.
  return runJob('fleet.yaml', 'review', { checkout, env: { npm_config_loglevel: 'silent' } });
}

test('it renders what the sources say, and compares that with the branch that it goes to', () => {
  checkout.edit('clusters/lab.ts', "memory: '128Mi'", "memory: '192Mi'");
  expect(job()).toEqual([
    { run: 'npm run synth -- --out rendered', status: 0, stdout: expect.any(String), stderr: '' },
    {
      run: 'npm run review -- HEAD^1 --dist rendered',
      status: 0,
      stdout: 'review/: comment.md, diff.md, diff.json\n',
      stderr: '',
    },
    {
      run: 'npm run removals -- HEAD^1 --dist rendered',
      status: 0,
      stdout: expect.stringMatching(/^nothing goes without consent since /),
      stderr: '',
    },
  ]);
  expect(readFileSync(join(checkout.folder, 'review/comment.md'), 'utf8')).toContain('192Mi');
});

test('it ends with what goes from a cluster and nobody consents to', () => {
  checkout.edit('main.ts', 'ExternalSecrets, ', '');
  const [, , removals] = job();
  expect(removals).toMatchObject({
    run: 'npm run removals -- HEAD^1 --dist rendered',
    status: 1,
    stderr: expect.stringContaining('no commit consents to this\n'),
  });
});
