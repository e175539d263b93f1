import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { reload } from '../src/reload.ts';
import { parseToken, revoked, tokenWords } from '../src/token.ts';
import { WatchedFile } from '../src/watched-file.ts';
import { MountedVolume } from './mounted-volume.ts';
import { service } from './support.ts';

let volume: MountedVolume;
beforeEach(async () => {
  volume = await MountedVolume.create('token');
});
afterEach(() => volume.remove());

test('every failed look is counted, each reason is logged once, and neither tells the secret', async () => {
  const { server, metrics, log } = await service();
  const file = new WatchedFile(volume.path, parseToken, revoked);
  const contents = ['first-good-token', 'two words here, 1', 'two words here, 1', 'second-good-token', '\n'];
  for (const content of contents) {
    await volume.write(content);
    await reload({ name: 'token', file, words: tokenWords, metrics, log: server.log });
  }
  expect((await metrics.reloadFailures.get()).values).toContainEqual({ labels: { file: 'token' }, value: 2 });
  const messages = log.map((line): unknown => JSON.parse(line).msg);
  expect(messages).toEqual(['token loaded', tokenWords.bad, 'token loaded', 'token revoked, nobody is let in']);
  for (const content of contents.slice(0, -1)) expect(log.join('')).not.toContain(content);
});
