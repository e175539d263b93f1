// Runs the real amtool over a configuration of Alertmanager and its templates.
import { asRecord } from '../../render/fields.ts';
import { runInFolder, type Verdict } from './run-in-folder.ts';

/** What the chart gets of Alertmanager: its configuration, and templates by the names of their files. */
export interface Alertmanager {
  readonly config: unknown;
  readonly templateFiles: Readonly<Record<string, string>>;
}

/** @param args where the configuration is meant, `alertmanager.yml`; the templates are `*.tmpl` */
export function amtool(program: string, args: readonly string[], { config, templateFiles }: Alertmanager): Verdict {
  const here = JSON.stringify({ ...asRecord(config), templates: ['*.tmpl'] });
  return runInFolder(program, args, { ...templateFiles, 'alertmanager.yml': here });
}
