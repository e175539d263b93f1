// The real programs, as found or built: each starts and is what its pin says.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { readPin } from '../../tools/pin.ts';
import { programNames } from '../../tools/programs.ts';
import { fits } from '../../tools/version.ts';
import { workshop } from '../../tools/workshop.ts';
import { describeWith } from '../programs.ts';

const run = promisify(execFile);

for (const name of programNames) {
  describeWith([name], name, ({ [name]: path }) => {
    test('starts with an empty environment and tells a version that its pin allows', async () => {
      const { program, release } = await readPin(name, workshop().modules);
      const { stdout, stderr } = await run(path, [...program.versionArgs], { env: {} });
      const version = program.versionPattern.exec(stdout + stderr)?.[1];
      expect(version).toBeDefined();
      expect(fits(version ?? '', release, program.fit)).toBe(true);
    });
  });
}
