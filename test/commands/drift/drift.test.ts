// What `npm run drift` is not started with.
import { expect, test } from '@jest/globals';
import { drift } from '../../../commands/drift.ts';
import { called } from '../../support/called.ts';

test.each([
  ['a kubeconfig for no cluster', ['--kubeconfig', 'a'], 'write --cluster NAME as well'],
  ['a report that looks', ['--report', 'drift', '--cluster', 'live'], '--report looks for nothing'],
])('%s', async (_name, args, words) => {
  const { status, stderr } = await called(drift, args);
  expect(stderr).toContain(words);
  expect(status).toBe(2);
});
