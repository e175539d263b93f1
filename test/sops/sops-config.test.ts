// Who can decrypt is changed in one file: sops must learn it from there before it can mend what synth refuses.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readRecipients } from '../../lib/secrets/recipients.ts';
import { Checkout, differences } from '../support/checkout.ts';
import { inFleet } from '../support/repository.ts';

const ageOf = (cluster: string): string =>
  inFleet(() => readRecipients(`clusters/keys/${cluster}.yaml`)).recipients.age[0] ?? '';
const [before, after] = [ageOf('pilot'), ageOf('live')];

let checkout: Checkout;
beforeAll(() => {
  checkout = new Checkout();
});
afterAll(() => checkout.remove());

const sopsConfig = (): string => readFileSync(join(checkout.folder, '.sops.yaml'), 'utf8');

test('a new recipient is in .sops.yaml although the files that lack it are refused', () => {
  const dist = checkout.tree('dist');
  checkout.edit('clusters/keys/pilot.yaml', before, after);
  const { status, stderr } = checkout.run('commands/synth.ts');
  expect(status).toBe(1);
  expect(stderr).toContain(`${after} is a recipient of this cluster, but cannot decrypt`);
  expect(stderr).toContain('only .sops.yaml was written');
  expect(sopsConfig()).not.toContain(before);
  expect(differences(dist, checkout.tree('dist'))).toEqual([]);
});

test('a keys file with a fault leaves .sops.yaml as it was', () => {
  const config = sopsConfig();
  checkout.edit('clusters/keys/lab.yaml', 'recipient:', 'recipent:');
  expect(checkout.run('commands/synth.ts').stderr).toContain('nothing was written');
  expect(sopsConfig()).toBe(config);
});
