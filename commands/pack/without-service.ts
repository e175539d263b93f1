// A fleet's files as they are once a service is taken out, as docs/removals.md tells people to do it.
import { basename } from 'node:path';
import { camelCase } from '../camel-case.ts';
import { edited } from '../create/edited.ts';

/**
 * The text of a file without the service; the same where it does not speak of it.
 * @throws Error where it has not the form that is looked for
 */
export function withoutService(path: string, text: string, service: string): string {
  if (path === 'main.ts') {
    const imported = edited(
      path,
      text,
      new RegExp(`^import .* from './charts/${service}(?:-migration)?.ts';\\n`, 'gm'),
      '',
    );
    const granted = edited(path, imported, entryOf(`'?${service}'?`, 6), '');
    return granted.replace(/(?<=cluster\.applications\('[\w-]+', \{)\n *(?=\})/, '');
  }
  if (path === 'clusters/cluster.ts')
    return edited(
      path,
      text,
      new RegExp(`^( *)readonly ${camelCase(service)}: (?:.*\\{\\n(?:\\1 .*\\n)+\\1\\}.*|.*;)\\n`, 'm'),
      '',
    );
  if (path.startsWith('clusters/releases/'))
    return withoutPin(edited(path, text, new RegExp(`^${service}:\\n(?: .*\\n)+`, 'm'), ''));
  return isSettings(path) ? edited(path, text, entryOf(camelCase(service), 2), '') : text;
}

/** The settings of a cluster without the route of a team whose alerts went with its services. */
export function withoutOwner(path: string, text: string, owner: string): string {
  const route = new RegExp(`^ {6}'?${owner}'?: \\{ critical: .*\\},\\n`, 'm');
  return isSettings(path) ? edited(path, text, route, '') : text;
}

function isSettings(path: string): boolean {
  return /^clusters\/[\w-]+\.ts$/.test(path) && !['cluster.ts', 'index.ts'].includes(basename(path));
}

/** A file of pins without one holds an empty map. */
function withoutPin(text: string): string {
  return /^\w/m.test(text) ? text : `${text}{}\n`;
}

/** An entry of an object in TypeScript, as it is indented. */
function entryOf(name: string, indent: number): RegExp {
  const margin = ' '.repeat(indent);
  return new RegExp(`^${margin}${name}: \\{\\n(?:${margin} .*\\n)+${margin}\\},\\n`, 'm');
}
