// What the imports of this repository are made from: the machine's from what it pins, a fleet's own from its definitions.
import { holdsMachine, ownImports } from '../../lib/own-imports.ts';
import { UsageError } from '../../lib/usage-error.ts';
import { progressOn } from '../../tools/progress.ts';
import { type Files, generate } from './generate.ts';
import { treesIn } from './origin.ts';
import { generatedBefore, generateOwn } from './own.ts';
import { withPulled } from './pull.ts';
import { repositories } from './repositories.ts';

interface Options {
  readonly class?: string | undefined;
  readonly from?: string | undefined;
  readonly pull?: boolean | undefined;
}

/** @returns the files, and those of a fleet that were generated before @throws UsageError for options of the other one */
export async function generated({
  class: kinds,
  from,
  pull,
}: Options): Promise<{ files: Files; found?: ReadonlySet<string> }> {
  if (!holdsMachine()) {
    if (from !== undefined || pull) throw new UsageError("--from and --pull are for the machine's own repository");
    return { files: await generateOwn(ownImports, kinds?.split(',') ?? []), found: generatedBefore(ownImports) };
  }
  if (kinds !== undefined) throw new UsageError('Which kinds have classes stands in commands/imports/sources.ts here');
  if (from !== undefined && pull) throw new UsageError('--pull clones what --from would name: give one of them');
  const generateFrom = (folder?: string): Promise<Files> => generate(treesIn(folder), progressOn(process.stderr));
  return { files: await (pull ? withPulled(repositories, generateFrom) : generateFrom(from)) };
}
