// Runs the real promtool over rules and their tests, in a folder of its own.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Verdict {
  readonly code: number | null;
  /** Both of its streams: promtool tells a failed test on standard output. */
  readonly output: string;
}

/**
 * @param args where a file is meant, its name among `files`
 * @param files content by name; written as JSON, which is YAML
 */
export function promtool(program: string, args: readonly string[], files: Readonly<Record<string, unknown>>): Verdict {
  const folder = mkdtempSync(join(tmpdir(), 'promtool-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(content));
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
    return { code: status, output: `${stdout}${stderr}` };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
