// The one issue about what drifts: from the files that were written where somebody looked.
import { textsBelow } from '../../lib/files.ts';
import { UsageError } from '../../lib/usage-error.ts';
import { gitHub } from '../github/client.ts';
import { keepIssue, type Kept } from '../github/issue.ts';

const title = 'Something has drifted, and nothing puts it right by itself';
const marker = '<!-- fleetwright: drift -->';

/**
 * Keeps the issue up to date.
 * @param folder what `npm run drift -- --out` wrote
 * @throws UsageError for an empty folder: an issue is not closed because nobody looked
 */
export async function reported(folder: string, environment: NodeJS.ProcessEnv): Promise<Kept> {
  const found = textsBelow(folder);
  if (found.size === 0)
    throw new UsageError(`${folder}/ is empty, so nobody has looked; run: npm run drift -- --out ${folder}`);
  const { GITHUB_TOKEN, APP } = environment;
  const author = `${APP || 'github-actions'}[bot]`;
  return keepIssue(gitHub(environment, GITHUB_TOKEN), { title, marker, author }, (before) => textOf(before, found));
}

/** Markdown; empty where nothing drifts. What nobody looked at this time is said as before: who reaches a cluster may run elsewhere. */
function textOf(before: string, found: ReadonlyMap<string, string>): string {
  const now = Array.from(found, ([file, text]): [string, string] => [
    file,
    text.trim() === '' ? '' : section(file, text),
  ]);
  const sections = [...new Map([...sectionsIn(before), ...now])]
    .filter(([, text]) => text !== '')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, text]) => text);
  return sections.length === 0 ? '' : [...sections, `${ending}\n`].join('\n');
}

const ending = 'This issue is kept up to date, and closed when nothing drifts any more.';

/** The sections of an issue, by the file that each was made from. */
function sectionsIn(body: string): [file: string, text: string][] {
  const [all = ''] = body.split(`\n${ending}`);
  const texts = all
    .split(/^(?=<!-- of \S+ -->$)/m)
    .map((text) => [/^<!-- of (\S+) -->/.exec(text)?.[1], text.trimEnd()]);
  return texts.flatMap(([file, text = '']): [string, string][] => (file === undefined ? [] : [[file, `${text}\n`]]));
}

function section(file: string, text: string): string {
  return `<!-- of ${file} -->\n### ${titleOf(file)}\n\n${fenced(text.trim())}\n`;
}

function titleOf(file: string): string {
  const [, cluster] = /^cluster-(.*)\.txt$/.exec(file) ?? [];
  return cluster === undefined ? '`dist/` is not what the code renders' : `${cluster}: what Flux does not heal`;
}

/** Names of objects are somebody else's choice: they may hold no fence of this length, and begin no section. */
function fenced(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text.replaceAll('<!--', '<! --')}\n${fence}`;
}
