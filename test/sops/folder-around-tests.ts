// A folder that several tests share. It stands apart from folder.ts, which programs without jest use too.
import { afterAll, beforeAll } from '@jest/globals';
import { inFolder, type Key } from './folder.ts';

/** A folder as of {@link inFolder}, for all tests of the `describe` around it. @param prepare makes what they share */
export function aFolderAroundTests(ageKeygen: string, prepare: (key: Key, folder: string) => Promise<void>): void {
  let leave: () => void = () => undefined;
  let left: Promise<void>;
  beforeAll(async () => {
    await new Promise<void>((ready, failed) => {
      left = inFolder(ageKeygen, async (key, folder) => {
        await prepare(key, folder);
        ready();
        await new Promise<void>((resolve) => (leave = resolve));
      });
      left.catch(failed);
    });
  });
  afterAll(async () => {
    leave();
    await left;
  });
}
