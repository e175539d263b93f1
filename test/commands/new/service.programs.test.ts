// What `npm run new -- service` writes is put to the real API server, whatever the service is called and however it is reached.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { bareServerPrograms } from '../../../loop/bare-server.ts';
import { describeWith } from '../../../tools/describe-with.ts';
import { Checkout } from '../../support/checkout.ts';

describeWith(bareServerPrograms, 'a service that was added', () => {
  let checkout: Checkout;
  beforeEach(() => {
    checkout = new Checkout();
    for (const file of ['.oxfmtrc.json', '.oxlintrc.json']) cpSync(file, join(checkout.folder, file));
  });
  afterEach(() => checkout.remove());

  test('is taken by the API server: an odd path, no way in for the public, the longest name', () => {
    const longest = `a${'-long'.repeat(9)}-one`;
    for (const service of [['arena', '--path', "/it's", '--port', '3000'], ['ledger', '--private'], [longest]])
      expect(checkout.run('commands/new.ts', ['service', ...service])).toMatchObject({ status: 0, stderr: '' });
    expect(checkout.run('commands/synth.ts')).toMatchObject({ status: 0, stderr: '' });
    const { status, stdout } = checkout.run('commands/check.ts');
    expect(stdout).toMatch(/^ok {6}the API server takes dist\//m);
    expect(status).toBe(0);
  });
});
