// Before the project `programs` runs: every third-party program is found or built, so that no test waits for a build.
import { programNames } from '../tools/programs.ts';
import { tools } from '../tools/tool.ts';

/** Environment variable that carries the paths to the tests: jest's workers inherit what a global setup sets. */
export const variable = 'FLEETWRIGHT_TEST_PROGRAMS';

/** @throws Error with `CI=true`, if a program cannot be had: a skipped test must not look like a passed one there. */
export default async function setup(): Promise<void> {
  const results = await tools(programNames);
  const paths = results.flatMap((result) => (result.from === 'nowhere' ? [] : [[result.name, result.path] as const]));
  const missing = results.flatMap((result) => (result.from === 'nowhere' ? [result] : []));
  const lines = missing.map(({ name, because }) => `MISSING ${name}: ${because}`);
  if (process.env.CI === 'true' && missing.length > 0) throw new Error(lines.join('\n'));
  for (const line of lines) process.stderr.write(`${line} (tests that run it are skipped)\n`);
  process.env[variable] = JSON.stringify(Object.fromEntries(paths));
}
