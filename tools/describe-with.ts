// A test that runs third-party programs names them, and is skipped where the machine cannot have them.
import { describe } from '@jest/globals';
import type { ProgramName } from './programs.ts';
import { type Ready, variable } from './programs.setup.ts';

/**
 * A `describe` whose tests run third-party programs, in a file `*.programs.test.ts`.
 *
 *     describeWith(['sops', 'age-keygen'], 'a rendered secret', ({ sops }) => { test(...) });
 *
 * The body gets the absolute path of each. If one is missing, its tests count as skipped and the title says why.
 * The global setup makes ready what stands in quotes in the test file, or in a file of test/ or loop/ that it imports.
 */
export function describeWith<Name extends ProgramName>(
  names: readonly Name[],
  title: string,
  body: (paths: Readonly<Record<Name, string>>) => void,
): void {
  const ready = process.env[variable];
  if (ready === undefined) throw new Error('describeWith: name the file *.programs.test.ts, for its global setup');
  const all = JSON.parse(ready) as Ready;
  const unasked = names.filter((name) => all[name] === undefined);
  if (unasked.length > 0)
    throw new Error(`describeWith: write '${unasked.join("', '")}' in quotes in a file of test/ or loop/`);
  const missing = names.filter((name) => all[name] === null);
  // A skipped body is still run, to count its tests: it gets bare names, which no test will call.
  const paths = Object.fromEntries(names.map((name) => [name, all[name] ?? name])) as Record<Name, string>;
  const block = missing.length === 0 ? describe : describe.skip;
  block(missing.length === 0 ? title : `${title} (needs ${missing.join(', ')})`, () => body(paths));
}
