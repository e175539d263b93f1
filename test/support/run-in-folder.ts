// Runs a real program over some files, in a folder of its own, which is gone afterwards.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { tmpdir } from 'node:os';

export interface Verdict {
  readonly code: number | null;
  /** Both of its streams: some tell what they refuse on standard output. */
  readonly output: string;
}

/** @param files their texts, by name */
export function runInFolder(
  program: string,
  args: readonly string[],
  files: Readonly<Record<string, string>>,
): Verdict {
  const folder = mkdtempSync(join(tmpdir(), `${basename(program)}-`));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: folder,
      encoding: 'utf8',
      env: { HOME: folder },
    });
    return { code: status, output: `${stdout}${stderr}` };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
