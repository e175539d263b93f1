// What is written must pass `npm run check` as it stands.
import { packageFile } from '../../tools/package-file.ts';
import { run } from '../../tools/run.ts';

/**
 * A text as the fleet formats its code and its pages; as it is where the file was not formatted before, or is neither.
 * @param before what the file held; empty where there was none
 * @throws Error with the formatter's words where it cannot be read as code
 */
export async function formatted(file: string, after: string, before: string): Promise<string> {
  if (!/\.(?:ts|md)$/.test(file)) return after;
  const [was, is] = await Promise.all([format(file, before), format(file, after)]);
  return was === before ? is : after;
}

/** From standard input to standard output: the file itself stays as it is. */
async function format(file: string, code: string): Promise<string> {
  const args = [packageFile('oxfmt', 'bin/oxfmt'), '--stdin-filepath', file];
  const ended = await run(process.execPath, args, { input: code });
  if (ended.code !== 0) throw new Error(`${file} cannot be formatted:\n${ended.stderr.trim()}`);
  return ended.stdout;
}
