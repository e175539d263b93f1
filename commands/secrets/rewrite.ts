// What rotate and updatekeys share: file after file, each whole or untouched, and one that fails stops no other.
import { messageOf } from '../../lib/message-of.ts';
import type { ExitCode, Output } from '../cli.ts';
import type { DeclaredSecret } from '../../sops/declared.ts';
import { noKey, renderNext } from '../../sops/outcome.ts';
import { put, UnfitError } from '../../sops/put.ts';
import { textOf } from '../../sops/replace-file.ts';
import { NoKeyError } from '../../sops/run-sops.ts';

export interface Rewriting {
  /** What is said of a file that has a new text. */
  readonly done: string;
  /** Makes the new text; the same one where there is nothing to do. */
  readonly make: (secret: DeclaredSecret, text: string) => Promise<string>;
}

/** Rewrites the files and says what became of each. */
export async function rewrite(
  secrets: readonly DeclaredSecret[],
  rewriting: Rewriting,
  output: Output = process,
): Promise<ExitCode> {
  let failed = false;
  let changed = false;
  for (const secret of secrets) {
    const outcome = await rewriteOne(secret, rewriting);
    output[outcome.failed ? 'stderr' : 'stdout'].write(`${outcome.said}\n`);
    failed ||= outcome.failed;
    changed ||= outcome.changed;
  }
  if (changed) output.stdout.write(renderNext);
  return failed ? 1 : 0;
}

interface Outcome {
  readonly said: string;
  readonly failed: boolean;
  readonly changed: boolean;
}

async function rewriteOne(secret: DeclaredSecret, { done, make }: Rewriting): Promise<Outcome> {
  const { id, file } = secret;
  const fail = (said: string): Outcome => ({ said, failed: true, changed: false });
  const before = textOf(file);
  if (before === undefined) return fail(`${file}: is not there; npm run secrets -- create ${id}`);
  try {
    const after = await make(secret, before);
    if (after === before) return { said: `${file}: as it should be`, failed: false, changed: false };
    await put(secret, after, before);
    return { said: `${file}: ${done}`, failed: false, changed: true };
  } catch (error) {
    if (error instanceof NoKeyError) return fail(noKey(id));
    if (error instanceof UnfitError) return fail(error.message);
    return fail(`${file}: ${messageOf(error)}`);
  }
}
