// A Secret that moves to another chart bears `prune: disabled` in its file: no command that makes the file anew takes it off.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { change } from '../../commands/secrets/change.ts';
import type { DeclaredSecret } from '../../sops/declared.ts';
import { rewrite } from '../../commands/secrets/rewrite.ts';
import { rotating } from '../../commands/secrets/rotate.ts';
import { forRecipients } from '../../sops/sops-file.ts';
import { verifyMac } from '../../sops/verify.ts';
import { write } from '../../sops/write.ts';
import { neverPrune } from '../../lib/platform.ts';
import { parseSopsDocument } from '../../lib/secrets/sops-document.ts';
import { inspectSopsText } from '../../lib/secrets/sops-inspection.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { bytes, edge, inFolder } from './folder.ts';
import { said } from './said.ts';

const values = bytes({ user: 'somebody', password: 'before' });
const file = 'secrets/lab/edge.yaml';
const read = () => readFileSync(file, 'utf8');
const annotations = () => parseSopsDocument(read()).document?.metadata.annotations;

describeWith(['sops', 'age-keygen'], 'an encrypted Secret', ({ sops, 'age-keygen': ageKeygen }) => {
  /** With sops itself, as docs/removals.md says. */
  const byHand = (verb: string, ...value: readonly string[]) =>
    execFileSync(sops, [verb, file, '["metadata"]["annotations"]', ...value], { env: process.env });
  const withSecret = (run: (secret: DeclaredSecret) => Promise<unknown>) =>
    inFolder(ageKeygen, async ({ recipient }) => {
      const secret = edge({ age: [recipient] });
      await write(secret, values, undefined);
      await run(secret);
    });

  const ways: [name: string, way: (secret: DeclaredSecret) => Promise<unknown>][] = [
    ['set and edit', (secret) => said(() => change(secret, async () => bytes({ password: 'after' })))],
    ['create --replace, and adopt', (secret) => write(secret, bytes({ user: 'a', password: 'b' }), read())],
    ['rotate', (secret) => said(() => rewrite([secret], rotating))],
    [
      'updatekeys',
      ({ declared, ...secret }) => {
        const age = [...declared.recipients.age, execFileSync(ageKeygen, { encoding: 'utf8', stdio: 'pipe' })].map(
          (text) => /age1\w+/.exec(text)?.[0] ?? '',
        );
        const joined = { ...secret, declared: { ...declared, recipients: { age } } };
        return said(() => rewrite([joined], { done: 'updated', make: forRecipients }));
      },
    ],
  ];

  test.each(ways)('that Flux must not prune stays so: %s', (_name, way) =>
    withSecret(async (secret) => {
      byHand('set', JSON.stringify(neverPrune));
      expect(annotations()).toEqual(neverPrune);
      const before = read();
      await way(secret);
      expect(read()).not.toBe(before);
      expect(annotations()).toEqual(neverPrune);
      expect(await verifyMac(read())).toEqual([]);
    }),
  );

  test.each(ways)('that Flux may prune stays so: %s', (_name, way) =>
    withSecret(async (secret) => {
      await way(secret);
      expect(parseSopsDocument(read()).faults).toEqual([]);
      expect(annotations()).toBeUndefined();
    }),
  );

  test.each([
    ['with a value in the clear', (text: string) => text.replace(/user: ENC.*/, 'user: somebody')],
    ['with the lines of a conflict', (text: string) => `<<<<<<< ours\n${text}=======\n>>>>>>> theirs\n`],
    ['with an annotation too much', (text: string) => text.replace(/^( +)(kustomize.*)$/m, '$1$2\n$1note: mine')],
  ])('that Flux must not prune stays so where its file is replaced for a fault: %s', (_name, spoil) =>
    withSecret(async (secret) => {
      byHand('set', JSON.stringify(neverPrune));
      writeFileSync(file, spoil(read()));
      expect(parseSopsDocument(read()).faults).not.toEqual([]);
      await write(secret, values, read());
      expect(inspectSopsText(read(), secret.declared).faults).toEqual([]);
      expect(annotations()).toEqual(neverPrune);
    }),
  );

  test('loses it as docs/removals.md says', () =>
    withSecret(async () => {
      const before = read();
      byHand('set', JSON.stringify(neverPrune));
      byHand('unset');
      expect(annotations()).toBeUndefined();
      expect(parseSopsDocument(read()).document?.stringData).toEqual(parseSopsDocument(before).document?.stringData);
      expect(await verifyMac(read())).toEqual([]);
    }));
});
