// Where a service of a fleet stands: files of its own, and its lines in those of others.
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { entriesBelow, readText, statusOf } from '../../lib/files.ts';
import { type Fleet, releasesFile } from '../../lib/fleet.ts';
import { fleetFile } from '../../lib/platform.ts';
import { secretsFolder } from '../../lib/secrets/sops-file.ts';
import { asRecord } from '../../render/fields.ts';
import { trackedFiles } from '../../tools/git.ts';
import { camelCase } from '../camel-case.ts';
import { chartsFolder, settingsFile } from '../new/edits.ts';
import { pascalCase } from '../../lib/pascal-case.ts';
import type { FoundService } from './found.ts';
import { withoutOwner, withoutService } from './without-service.ts';

const codeOwners = '.github/CODEOWNERS';
const testsFolder = join('test', 'fleet');

/** Files and folders that are the service's alone. */
export function filesOf(name: string, { runbooks }: FoundService, { folders }: Fleet): string[] {
  return [
    join(chartsFolder, `${name}.ts`),
    join(chartsFolder, `${name}-migration.ts`),
    join(chartsFolder, name),
    join(testsFolder, name),
    ...runbooks.map((page) => join(folders.runbooks, page)),
    ...secretsOf(name),
  ].filter((path) => statusOf(path));
}

/** Its namespace stands in the clear. */
function secretsOf(namespace: string): string[] {
  if (!statusOf(secretsFolder)) return [];
  return entriesBelow(secretsFolder)
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => asRecord(asRecord(parse(readText(file))).metadata).namespace === namespace);
}

/** The files that it shares with others, as they are without it; only those that change. @throws Error as {@link withoutService} */
export function textsWithout(
  name: string,
  { owners }: FoundService,
  fleet: Fleet,
  gone: readonly string[],
): ReadonlyMap<string, string> {
  const settings = fleet.clusters.map((cluster) => settingsFile(fleet, cluster.name));
  const pins = fleet.clusters.map((cluster) => releasesFile(fleet, cluster.name));
  const types = join(fleet.folders.settings, 'cluster.ts');
  const edits: (readonly [string, (text: string) => string])[] = [
    ...[fleetFile, types, ...settings, ...pins].map(
      (file) => [file, (text: string) => withoutService(file, text, name, fleet.folders)] as const,
    ),
    ...settings.flatMap((file) => owners.map((owner) => [file, (text: string) => withoutOwner(text, owner)] as const)),
    [codeOwners, (text) => withoutOwned(text, name)],
    [join(fleet.folders.runbooks, 'README.md'), (text) => withoutLinks(text, gone)],
  ];
  const texts = new Map<string, string>();
  for (const [file, apply] of edits.filter(([each]) => statusOf(each))) {
    const before = texts.get(file) ?? readText(file);
    const after = apply(before);
    if (after !== before) texts.set(file, after);
  }
  return texts;
}

/** A list of code owners without the patterns that hold files of the service alone. */
export function withoutOwned(text: string, name: string): string {
  const folders = [chartsFolder, testsFolder].join('|');
  return text.replaceAll(
    new RegExp(`^/?(?:${folders})/${name}(?:-migration)?(?:\\.ts|[*/]\\S*)?(?:\\s.*)?\\n`, 'gm'),
    '',
  );
}

/** A page without the lines that lead to files which are gone. */
export function withoutLinks(text: string, gone: readonly string[]): string {
  const links = gone.map((file) => `](${basename(file)})`);
  return text.replaceAll(/^.*\n/gm, (line) => (links.some((link) => line.includes(link)) ? '' : line));
}

/** The files of the fleet that still speak of it: what they say is for a person to judge. */
export function mentions(name: string, { folders }: Fleet): string[] {
  const words = [...new Set([name, camelCase(name), pascalCase(name)])].join('|');
  const speaks = new RegExp(`(?<![\\w-])(?:${words})(?![\\w-])`);
  const kept = [fleetFile, chartsFolder, folders.settings, folders.releases, folders.runbooks, '.github', 'test/fleet'];
  return [...new Set(trackedFiles(kept, '.'))]
    .filter((file) => statusOf(file)?.isFile())
    .filter((file) => speaks.test(readText(file)));
}
