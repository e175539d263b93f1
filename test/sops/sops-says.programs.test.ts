// What goes wrong in sops is said without what sops printed: it quotes values.
import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { runSops, SopsError } from '../../sops/run-sops.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { inFolder } from './folder.ts';
import { encryptPlain } from './plain.ts';

describeWith(['sops', 'age-keygen'], 'an error of sops', ({ sops, 'age-keygen': ageKeygen }) => {
  test('quotes a value, and nothing of that comes back', () =>
    inFolder(ageKeygen, async ({ recipient, env }) => {
      const text = await encryptPlain(recipient, '{"stringData":{"user":"hunter2"}}');
      // The type is not sealed: sops decrypts the value, and then says what is wrong with it.
      const input = text.replace('type:str]\nsops', 'type:int]\nsops');
      const args = ['decrypt', '--input-type', 'yaml', '--filename-override', 'secret.yaml'];
      expect(spawnSync(sops, args, { input, env, encoding: 'utf8' }).stderr).toContain('hunter2');
      const ended = await runSops(args, { input, env });
      expect(Object.keys(ended)).toEqual(['code', 'stdout']);
      expect(JSON.stringify(ended)).not.toContain('hunter2');
      expect(new SopsError(ended.code).message).toContain('it cannot decrypt a value');
    }));
});

test('every exit code is said in words of ours, known or not', () => {
  fc.assert(
    fc.property(fc.nat(255), (code) => {
      const { message } = new SopsError(code);
      expect(message).toMatch(
        /^sops: [A-Za-z ,:]+ \(exit code \d+; what it printed may hold a value, so it is not shown\)$/,
      );
      expect(message).toContain(`exit code ${code};`);
    }),
  );
});
