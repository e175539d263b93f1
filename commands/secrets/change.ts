// Values of a secret change, and all of them are encrypted anew: whoever once held the data key must not read the next ones.
import type { ExitCode, Output } from '../cli.ts';
import type { DeclaredSecret } from '../../sops/declared.ts';
import { noKey, renderNext } from '../../sops/outcome.ts';
import { refuseCopies } from '../../sops/past-copies.ts';
import { textOf } from '../../sops/replace-file.ts';
import { NoKeyError } from '../../sops/run-sops.ts';
import { decrypt } from '../../sops/sops-file.ts';
import { apply, type ValueChanges, type Values } from '../../sops/values.ts';
import { write } from '../../sops/write.ts';

/**
 * Puts new values in place of those that they differ from, with a new data key, for the recipients of the cluster.
 * @param decide gets the values that are there, and gives those that there should be; undefined for one that should go.
 *   What it leaves out stays
 */
export async function change(
  secret: DeclaredSecret,
  decide: (values: Values) => Promise<ValueChanges>,
  { stdout, stderr }: Output = process,
): Promise<ExitCode> {
  const { id, file } = secret;
  const before = textOf(file);
  if (before === undefined) throw new Error(`${file} is not there; npm run secrets -- create ${id}`);
  refuseCopies(file);
  try {
    const values = await decrypt(before);
    const wanted = await decide(values);
    const changes = Object.fromEntries(
      Object.entries(wanted).filter(([key, value]) =>
        value === undefined ? values[key] !== undefined : values[key]?.equals(value) !== true,
      ),
    );
    const changed = Object.keys(changes);
    if (changed.length === 0) {
      stdout.write(`${file}: nothing changed\n`);
      return 0;
    }
    await write(secret, apply(values, changes), before);
    stdout.write(`${file}: changed ${changed.join(', ')}; all values are encrypted anew\n${renderNext}`);
    return 0;
  } catch (error) {
    if (!(error instanceof NoKeyError)) throw error;
    stderr.write(`${noKey(id)}\n`);
    return 1;
  }
}
