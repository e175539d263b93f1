// The real programs, as found or built: each starts and is what its pin says.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { readPin } from '../../tools/pin.ts';
import { type Program, programNames, programs } from '../../tools/programs.ts';
import { fits } from '../../tools/version.ts';
import { workshop } from '../../tools/workshop.ts';
import { describeWith } from '../../tools/describe-with.ts';

const run = promisify(execFile);

for (const name of programNames) {
  describeWith([name], name, ({ [name]: path }) => {
    const { onPath }: Program = programs[name];
    if (onPath) {
      test('starts with an empty environment and tells a version that its pin allows', async () => {
        const { release } = await readPin(name, workshop().pins);
        const { stdout, stderr } = await run(path, [...onPath.args], { env: {} });
        const version = onPath.version.exec(stdout + stderr)?.[1];
        expect(version).toBeDefined();
        expect(fits(version ?? '', release, onPath.fit)).toBe(true);
      });
    } else {
      test('starts with an empty environment', async () => {
        const { stdout, stderr } = await run(path, ['--help'], { env: {} });
        expect(stdout + stderr).toMatch(/^usage/im);
      });
    }
  });
}
