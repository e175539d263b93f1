// The checksums of all that is built, where they are committed.
import { committedFile, digestLine, digestOf } from '../../tools/digests.ts';
import type { Found, Missing } from '../../tools/find.ts';
import { programNames } from '../../tools/programs.ts';
import { tools } from '../../tools/tool.ts';
import { writeOver } from '../../lib/write-over.ts';
import type { ExitCode, Output } from '../cli.ts';

/** What is committed of the programs: of all, as built here, for a test holds the file against the table. */
export async function record({ stdout }: Output): Promise<ExitCode> {
  const results = await tools(programNames);
  const lines = await Promise.all(results.map(lineOf));
  writeOver(`tools/${committedFile}`, lines.toSorted((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join(''));
  stdout.write(`tools/${committedFile}: ${lines.length} programs\n`);
  return 0;
}

async function lineOf(result: Found | Missing): Promise<string> {
  if (result.from === 'nowhere') throw new Error(`${result.name} cannot be recorded: ${result.because}`);
  if (result.from === 'PATH') throw new Error(`${result.path} was not built here: take it off PATH to record what is`);
  return digestLine((await digestOf(result.path)) ?? '', result.path);
}
