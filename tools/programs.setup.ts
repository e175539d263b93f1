// Before the project `programs` runs: what its tests need is found or built, so that no test waits for a build.
import { join } from 'node:path';
import { tools } from './tool.ts';
import { type JestConfig, neededPrograms } from './programs.needed.ts';

/** Environment variable that carries the result to the tests: jest's workers inherit what a global setup sets. */
export const variable = 'FLEETWRIGHT_TEST_PROGRAMS';

/** Path of each program that was looked for, and null for one that cannot be had. */
export type Ready = Readonly<Record<string, string | null>>;

/** What brings up a loop names its programs. */
const loop = join(import.meta.dirname, '..', 'loop');

/** @throws Error with `CI=true`, if a program cannot be had: a skipped test must not look like a passed one there. */
export default async function setup(config: JestConfig): Promise<void> {
  const results = await tools(await neededPrograms([join(config.rootDir, 'test'), loop], config));
  const missing = results.flatMap((result) => (result.from === 'nowhere' ? [result] : []));
  const lines = missing.map(({ name, because }) => `MISSING ${name}: ${because}`);
  if (process.env.CI === 'true' && missing.length > 0) throw new Error(lines.join('\n'));
  for (const line of lines) process.stderr.write(`${line} (tests that run it are skipped)\n`);
  const ready: Ready = Object.fromEntries(
    results.map((result) => [result.name, result.from === 'nowhere' ? null : result.path]),
  );
  process.env[variable] = JSON.stringify(ready);
}
