// CHANGELOG.md says of each version, beside what people write, what it does in the clusters: what a fleet that takes it will see
// in its own pull request, told of the demonstration.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { asMarkdown } from '../../diff/report/markdown.ts';
import { summarize } from '../../diff/summary.ts';
import { treeOnDisk } from '../../diff/trees/on-disk.ts';
import { readText } from '../../lib/files.ts';
import { UsageError } from '../../lib/usage-error.ts';
import { formatted } from '../new/formatted.ts';
import { type Upgrade, versionOf } from './upgrade.ts';

export const changelog = 'CHANGELOG.md';

/** Around what is written here; all else of a section is people's. */
const begin = '<!-- In the clusters, as `npm run release-notes` writes it. -->';
const end = '<!-- Until here. -->';

const remedy = 'npm run release-notes, and commit what it wrote';

/**
 * CHANGELOG.md with what this version does in the section of this version.
 * @param upgrade from the last release; undefined where there is none
 * @throws UsageError where there was a release whose tag is not here
 */
export async function renewedNotes(root: string, upgrade: Upgrade | undefined): Promise<string> {
  const text = readNotes(root);
  const version = versionOf(root);
  const others = Array.from(text.matchAll(/^## (.*)$/gm), ([, title]) => title).filter((title) => title !== version);
  if (upgrade === undefined && others.length > 0)
    throw new UsageError(`${changelog} tells of ${others[0]}, whose tag is not here; run git fetch --tags`);
  return upgrade?.step === 'same' ? text : formatted(changelog, withWords(text, version, wordsOf(upgrade, root)), text);
}

/** Why the notes are not those of this version; empty where they are. */
export async function staleNotes(root: string, upgrade: Upgrade | undefined): Promise<string> {
  const text = readNotes(root);
  const version = versionOf(root);
  if (!sectionOf(text, version).includes(begin))
    return `${changelog} does not say what ${version} does in the clusters; ${remedy}`;
  if (upgrade === undefined || (await renewedNotes(root, upgrade)) === text) return '';
  return `${changelog} says of ${version} something else than what it does to the fleet of ${upgrade.tag}; ${remedy}`;
}

function readNotes(root: string): string {
  const file = join(root, changelog);
  return existsSync(file) ? readText(file) : '# Changelog\n';
}

/** From its heading to the next one; empty where there is none. */
function sectionOf(text: string, version: string): string {
  return text.split(/^(?=## )/m).find((section) => section.startsWith(`## ${version}\n`)) ?? '';
}

function withWords(text: string, version: string, words: string): string {
  const section = sectionOf(text, version);
  const block = `${begin}\n\n${words}\n\n${end}\n`;
  if (section === '') return text.replace(/(?=^## )|(?![^])/m, () => `## ${version}\n\n${block}\n`);
  const [own = '', rest] = section.split(begin);
  const after = rest?.split(`${end}\n`)[1] ?? '';
  return text.replace(section, () => `${own.trimEnd()}\n\n${block}${after === '' ? '\n' : after}`);
}

function wordsOf(upgrade: Upgrade | undefined, root: string): string {
  if (upgrade === undefined)
    return 'The first release: no fleet has an older one, so nothing changes and no pod restarts.';
  const { tag, before, after, refusal } = upgrade;
  const compared =
    refusal === ''
      ? `The fleet of ${tag}, rendered with this version.`
      : `The fleet of ${tag} needs edits, so this is the one beside this version.`;
  const now = refusal === '' ? after : join(root, 'dist');
  return asMarkdown(summarize(treeOnDisk(before), treeOnDisk(now)), compared, Infinity).trim();
}
