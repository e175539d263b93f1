// A ciphertext can be taken from any commit and put under another name, where Flux decrypts it for somebody else: so what
// is there now is held against all that was ever there.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { change } from '../../commands/secrets/change.ts';
import type { DeclaredSecret } from '../../sops/declared.ts';
import { asText } from '../../sops/faults.ts';
import { onDisk } from '../../sops/inspect.ts';
import { pastCopies } from '../../sops/past-copies.ts';
import { rewrite } from '../../commands/secrets/rewrite.ts';
import { rotating } from '../../commands/secrets/rotate.ts';
import { sealsIn } from '../../sops/seal.ts';
import { write } from '../../sops/write.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { bytes, edge, inFolder } from './folder.ts';
import { said } from './said.ts';

/** Somebody else's secret, and one's own of the same keys: the path of a value in its file is part of what is encrypted. */
const theirs = 'secrets/lab/edge.yaml';
const own = 'secrets/lab/own.yaml';
const remedy = 'write: npm run secrets -- create --replace';

describeWith(['sops', 'age-keygen'], 'a ciphertext', ({ 'age-keygen': ageKeygen }) => {
  interface Scene {
    readonly secret: DeclaredSecret;
    /** What a text of theirs is as a text of one's own. */
    readonly taken: (text: string) => string;
  }

  /** In a repository whose first commit has their secret, with the key that decrypts. */
  const inRepository = (run: (scene: Scene) => Promise<void>) =>
    inFolder(ageKeygen, async ({ recipient }) => {
      git('init', '--quiet', '--initial-branch=main');
      const secret = edge({ age: [recipient] });
      await renew(secret);
      commit('Make their secret');
      await run({
        secret,
        taken: (text) => text.replace('name: edge', 'name: own').replace('namespace: shop', 'namespace: ours'),
      });
    });

  const read = (file: string): string => readFileSync(file, 'utf8');
  const faults = (): string => asText(pastCopies(onDisk()));

  async function renew(secret: DeclaredSecret): Promise<void> {
    const before = secret.file === theirs ? currentText() : undefined;
    await write(secret, bytes({ user: 'somebody', password: 'hunter2' }), before);
  }

  function currentText(): string | undefined {
    try {
      return read(theirs);
    } catch {
      return undefined;
    }
  }

  function put(file: string, text: string): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  function git(...args: string[]): string {
    const author = ['-c', 'user.name=test', '-c', 'user.email=test@localhost'];
    return execFileSync('git', [...author, ...args], { encoding: 'utf8' }).trim();
  }

  function commit(message: string): string {
    git('add', 'secrets');
    git('commit', '--quiet', '--message', message);
    return git('rev-parse', '--short=12', 'HEAD');
  }

  test('that is there for the first time, or was there before in the same Secret, is right', () =>
    inRepository(async ({ secret }) => {
      expect(faults()).toBe('');
      await renew(secret);
      expect(faults()).toBe('');
      mkdirSync('secrets/lab/moved');
      renameSync(theirs, 'secrets/lab/moved/edge.yaml');
      commit('Move the file');
      expect(faults()).toBe('');
      git('checkout', '--quiet', 'HEAD^', '--', 'secrets');
      rmSync('secrets/lab/moved', { recursive: true });
      expect(faults()).toBe('');
    }));

  test.each([
    [
      'another name and namespace',
      own,
      (text: string) => text.replace('name: edge', 'name: own').replace('shop', 'ours'),
    ],
    ['another name', own, (text: string) => text.replace('name: edge', 'name: own')],
    ['another namespace, in the file that was theirs', theirs, (text: string) => text.replace('shop', 'ours')],
    ['another cluster', 'secrets/pilot/edge.yaml', (text: string) => text],
  ])('of a version that is gone is refused under %s', (_name, file, taken) =>
    inRepository(async ({ secret }) => {
      const [old, first] = [read(theirs), git('rev-parse', '--short=12', 'HEAD')];
      await renew(secret);
      commit('Give new values');
      put(file, taken(old));
      const refusal = (key: string) =>
        `${file}  stringData.${key}\n  is a copy of ${theirs} in commit ${first}\n  ${remedy}`;
      for (const key of ['user', 'password']) expect(faults()).toContain(refusal(key));
      commit('Take it over');
      for (const key of ['user', 'password']) expect(faults()).toContain(refusal(key));
    }),
  );

  test('that a branch replaced before it was merged is refused, too', () =>
    inRepository(async ({ secret, taken }) => {
      git('checkout', '--quiet', '-b', 'topic');
      await renew(secret);
      const between = read(theirs);
      commit('Try values');
      git('checkout', '--quiet', 'main', '--', 'secrets');
      commit('Take them back');
      git('checkout', '--quiet', 'main');
      git('merge', '--quiet', '--no-ff', '--message', 'Merge', 'topic');
      put(own, taken(between));
      expect(faults()).toContain(`is a copy of ${theirs}`);
    }));

  test('that a merge itself brought in is refused, too', () =>
    inRepository(async ({ secret, taken }) => {
      git('checkout', '--quiet', '-b', 'topic');
      git('commit', '--quiet', '--allow-empty', '--message', 'Work');
      git('checkout', '--quiet', 'main');
      git('merge', '--quiet', '--no-ff', '--no-commit', 'topic');
      await renew(secret);
      const merged = read(theirs);
      commit('Merge');
      await renew(secret);
      commit('Give new values');
      put(own, taken(merged));
      expect(faults()).toContain(`is a copy of ${theirs}`);
    }));

  test('that somebody copied is no copy where it was first, whoever copies it and takes the copy back', () =>
    inRepository(async ({ taken }) => {
      put(own, taken(read(theirs)));
      commit('Copy');
      expect(faults()).toContain(`${own}  stringData.user`);
      expect(faults()).not.toContain(`${theirs}  stringData.user`);
      rmSync(own);
      commit('Take the copy back');
      expect(faults()).toBe('');
    }));

  test('that is copied on a branch from before it was made is refused, whatever its dates say', () =>
    inRepository(async ({ secret, taken }) => {
      git('checkout', '--quiet', '-b', 'topic');
      git('checkout', '--quiet', 'main');
      await renew(secret);
      commit('Give new values');
      const current = read(theirs);
      git('checkout', '--quiet', 'topic');
      put(own, taken(current));
      git('add', 'secrets');
      process.env = {
        ...process.env,
        GIT_COMMITTER_DATE: '2001-01-01T00:00:00Z',
        GIT_AUTHOR_DATE: '2001-01-01T00:00:00Z',
      };
      git('commit', '--quiet', '--message', 'Copy');
      git('checkout', '--quiet', 'main');
      git('merge', '--quiet', '--no-ff', '--message', 'Merge', 'topic');
      expect(faults()).toContain(`${own}  stringData.user\n  is a copy of ${theirs}`);
    }));

  test('that is a copy is not sealed anew, after which nobody would see whose it was', () =>
    inRepository(async ({ secret, taken }) => {
      const old = read(theirs);
      await renew(secret);
      commit('Give new values');
      put(own, taken(old).replace('namespace: ours', 'namespace: shop'));
      const copy = { ...secret, id: 'lab/own', file: own, declared: { ...secret.declared, name: 'own' } };
      const { result, stderr } = await said(() => rewrite([copy], rotating));
      expect([result, read(own)]).toEqual([1, taken(old).replace('namespace: ours', 'namespace: shop')]);
      expect(stderr).toContain(`is a copy of ${theirs}`);
      await expect(change(copy, async () => bytes({ user: 'another' }))).rejects.toThrow(`is a copy of ${theirs}`);
    }));

  test('cannot be held against a history that is not there: a shallow clone is refused, with the way to the rest', () =>
    inRepository(async ({ secret }) => {
      await renew(secret);
      commit('Give new values');
      git('clone', '--quiet', '--depth=1', `file://${process.cwd()}`, 'clone');
      const folder = process.cwd();
      process.chdir('clone');
      expect(faults()).toContain('this clone is shallow');
      expect(faults()).toContain('fetch-depth: 0');
      git('fetch', '--quiet', '--unshallow');
      expect(faults()).toBe('');
      process.chdir(folder);
    }));
});

test('a seal is the same however its base64 is written', () => {
  const bits = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
  fc.assert(
    fc.property(bits(32), bits(16), fc.constantFrom('str', 'bytes'), (iv, tag, type) => {
      const [plain, ...others] = [
        [base64(iv), base64(tag)],
        [base64(iv).replace(/=+$/, ''), base64(tag).replace(/=+$/, '')],
        [loose(base64(iv)), loose(base64(tag))],
      ].map(([one, other]) => sealsIn(`key: ENC[AES256_GCM,data:YQ==,iv:${one},tag:${other},type:${type}]\n`));
      for (const seals of others) expect(seals).toEqual(plain);
    }),
  );
});

function base64(of: Uint8Array): string {
  return Buffer.from(of).toString('base64');
}

/** The same bytes to Go's decoder and Node's, in other letters: the last bits before the padding count for neither. */
function loose(text: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  return text.replace(
    /(.)(=+)$/,
    (_all, last: string, padding: string) => `${letters[letters.indexOf(last) + 1]}${padding}`,
  );
}
