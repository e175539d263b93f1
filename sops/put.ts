// The last step of every command that changes a file: what is not as its chart declares is never written.
import { inspectSopsText } from '../lib/secrets/sops-inspection.ts';
import type { DeclaredSecret } from './declared.ts';
import { replaceFile } from './replace-file.ts';

/** A text that is not what the chart declares; the message names the file and the field. */
export class UnfitError extends Error {
  override readonly name = 'UnfitError';
}

/**
 * Puts an encrypted text in the place of a secret's file.
 * @param before what the file held when the text was made; undefined where it was not there
 * @throws UnfitError, or an Error where the file is another one by now; nothing is written then
 */
export async function put({ file, declared }: DeclaredSecret, text: string, before: string | undefined): Promise<void> {
  const [fault] = inspectSopsText(text, declared).faults;
  if (fault)
    throw new UnfitError(`${file}#${fault.field}: ${fault.problem}; nothing was written; write: ${fault.write}`);
  await replaceFile(file, text, before);
}
