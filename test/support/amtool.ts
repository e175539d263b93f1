// Runs the real amtool over a configuration of Alertmanager and its templates, in a folder of its own.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asRecord } from '../../render/fields.ts';
import type { Verdict } from './promtool.ts';

/** What the chart gets of Alertmanager: its configuration, and templates by the names of their files. */
export interface Alertmanager {
  readonly config: unknown;
  readonly templateFiles: Readonly<Record<string, string>>;
}

/** @param args where the configuration is meant, `alertmanager.yml`; the templates are `*.tmpl` */
export function amtool(program: string, args: readonly string[], { config, templateFiles }: Alertmanager): Verdict {
  const folder = mkdtempSync(join(tmpdir(), 'amtool-'));
  try {
    const here = { ...asRecord(config), templates: ['*.tmpl'] };
    writeFileSync(join(folder, 'alertmanager.yml'), JSON.stringify(here));
    for (const [name, text] of Object.entries(templateFiles)) writeFileSync(join(folder, name), text);
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
