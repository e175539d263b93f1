// A fleet's files as they are once a service is taken out, as docs/removals.md tells people to do it.
import { basename } from 'node:path';
import { edited } from '../create/edited.ts';

/**
 * The text of a file without the service; the same where it does not speak of it.
 * @throws Error where it has not the form that is looked for
 */
export function withoutService(path: string, text: string, service: string): string {
  if (path === 'main.ts') {
    const imported = edited(path, text, new RegExp(`^import .* from './charts/${service}.ts';\\n`, 'm'), '');
    const granted = edited(path, imported, entryOf(service, 6), '');
    return edited(path, granted, /(?<=cluster\.applications\('apps', \{)\n *(?=\})/, '');
  }
  if (path === 'clusters/cluster.ts') return edited(path, text, new RegExp(`^ *readonly ${service}: .*\\n`, 'm'), '');
  if (path.startsWith('clusters/releases/'))
    return edited(path, text, new RegExp(`^${service}:\\n(?: .*\\n)+`, 'm'), '{}\n');
  const isSettings = /^clusters\/[\w-]+\.ts$/.test(path) && basename(path) !== 'index.ts';
  return isSettings ? edited(path, text, entryOf(service, 2), '') : text;
}

/** An entry of an object in TypeScript, as it is indented. */
function entryOf(name: string, indent: number): RegExp {
  const margin = ' '.repeat(indent);
  return new RegExp(`^${margin}${name}: \\{\\n(?:${margin} .*\\n)+${margin}\\},\\n`, 'm');
}
