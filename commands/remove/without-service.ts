// A fleet's files as they are once a service is taken out, in the form in which `npm run new` writes it into them.
import { dirname, join } from 'node:path';
import type { Folders } from '../../lib/fleet.ts';
import { fleetFile } from '../../lib/platform.ts';
import { camelCase } from '../camel-case.ts';

/**
 * The text of a file without the service; the same where it does not speak of it.
 * @param folders of the fleet
 * @throws Error where the fleet's own file has no such entry, or more than one
 */
export function withoutService(
  path: string,
  text: string,
  service: string,
  { settings, releases }: Required<Pick<Folders, 'settings' | 'releases'>>,
): string {
  if (path === fleetFile) return withoutGrant(text, service);
  if (path === join(settings, 'cluster.ts'))
    return withUsedImports(text, text.replace(entryOf(`readonly ${camelCase(service)}\\??`, ' {2}'), ''));
  if (dirname(path) === releases) return withoutPin(text, service);
  return dirname(path) === settings ? text.replace(entryOf(camelCase(service), ' {2}'), '') : text;
}

/** The settings of a cluster without the route of a team whose alerts went with its services. */
export function withoutOwner(text: string, owner: string): string {
  return text.replace(/^( *)owners: \{\n(?:\1 .*\n)*\1\}/m, (owners) => owners.replace(entryOf(keyOf(owner)), ''));
}

/** The fleet's own file without what is granted to the service, and without what it imports for that alone. */
function withoutGrant(text: string, service: string): string {
  const entry = entryOf(keyOf(service));
  const found = [...text.matchAll(new RegExp(entry, 'gm'))].length;
  if (found !== 1)
    throw new Error(
      `${fleetFile}: looked for one entry ${service}: { ... }, on lines of its own, and found ${found || 'none'}; take it out by hand`,
    );
  const after = text.replace(entry, '').replace(/(?<=\.applications\(['"][^'"\n]+['"], \{)\n *(?=\})/, '');
  return withUsedImports(text, after);
}

/** A file of pins without one holds an empty map. */
function withoutPin(text: string, service: string): string {
  const after = text.replace(new RegExp(`^["']?${service}["']?:.*\\n(?: .*\\n)*`, 'm'), '');
  return after === text || /^\w/m.test(after) ? after : `${after}{}\n`;
}

/** A text without the imports that only what was taken out of it has used. */
function withUsedImports(before: string, after: string): string {
  const uses = (text: string, name: string): boolean => new RegExp(`\\b${name}\\b`).test(text.replaceAll(imported, ''));
  return after.replaceAll(imported, (line, names: string) => {
    const all = names.split(',').flatMap((each) => each.trim() || []);
    const kept = all.filter((each) => {
      const name = each.split(' ').at(-1) ?? '';
      return uses(after, name) || !uses(before, name);
    });
    if (kept.length === all.length) return line;
    return kept.length === 0 ? '' : line.replace(names, ` ${kept.join(', ')} `);
  });
}

const imported = /^import (?:type )?\{([^}]*)\} from ['"][^'"\n]+['"];\n/gm;

function keyOf(name: string): string {
  return `['"]?${name}['"]?`;
}

/** An entry of an object or a type in TypeScript as a formatter leaves it, with the comment above it. */
function entryOf(key: string, margin = ' *'): RegExp {
  const comment = String.raw`(?: *(?:\/\/|\/?\*).*\n)*`;
  const rest = String.raw`(?:.*[,;]|.*[{[(]\n(?:(?:\1 .*)?\n)*\1[}\])].*[,;])\n`;
  return new RegExp(`^${comment}(${margin})${key}: ${rest}`, 'm');
}
