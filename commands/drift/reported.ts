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
  return keepIssue(gitHub(environment, GITHUB_TOKEN), { title, marker, author }, textOf(found));
}

/** Markdown; empty where nothing drifts. */
function textOf(found: ReadonlyMap<string, string>): string {
  const sections = [...found]
    .filter(([, text]) => text.trim() !== '')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, text]) => `### ${titleOf(file)}\n\n${fenced(text.trim())}\n`);
  if (sections.length === 0) return '';
  return [...sections, 'This issue is kept up to date, and closed when nothing drifts any more.\n'].join('\n');
}

function titleOf(file: string): string {
  const [, cluster] = /^cluster-(.*)\.txt$/.exec(file) ?? [];
  return cluster === undefined ? '`dist/` is not what the code renders' : `${cluster}: what Flux does not heal`;
}

/** Names of objects are somebody else's choice: they may hold no fence of this length. */
function fenced(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
