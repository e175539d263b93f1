// The one issue about what drifts: from the files that were written where somebody looked.
import { textsBelow } from '../../lib/files.ts';
import { UsageError } from '../../lib/usage-error.ts';
import { gitHub } from '../github/client.ts';
import { keepIssue, type Kept } from '../github/issue.ts';
import { markdownOf, sectionOf, sectionsIn } from './sections.ts';

const title = 'Something has drifted, and nothing puts it right by itself';
const marker = '<!-- fleetwright: drift -->';

/**
 * Keeps the issue up to date.
 * @param folder what `npm run drift -- --out` wrote
 * @throws UsageError for an empty folder: an issue is not closed because nobody looked; and for a file that drift does not write
 */
export async function reported(folder: string, environment: NodeJS.ProcessEnv): Promise<Kept> {
  const found = textsBelow(folder);
  if (found.size === 0)
    throw new UsageError(`${folder}/ is empty, so nobody has looked; run: npm run drift -- --out ${folder}`);
  const strange = [...found.keys()].find((file) => !ours.test(file));
  if (strange !== undefined)
    throw new UsageError(
      `${folder}/ holds ${JSON.stringify(strange)}, which drift does not write; take it out: dist.txt and cluster-<name>.txt alone may be there`,
    );
  const { GITHUB_TOKEN, APP } = environment;
  const author = `${APP || 'github-actions'}[bot]`;
  return keepIssue(gitHub(environment, GITHUB_TOKEN), { title, marker, author }, (before, room) =>
    textOf(before, found, room),
  );
}

/** The names of our files: each becomes a line of the issue. Those of clusters are DNS labels. */
const ours = /^(?:dist|cluster-[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)\.txt$/;

/** Markdown; empty where nothing drifts. What nobody looked at this time is said as before: who reaches a cluster may run elsewhere. */
function textOf(before: string, found: ReadonlyMap<string, string>, room: number): string {
  const now = Array.from(found, ([file, text]) => sectionOf(file, text));
  const sections = [...new Map([...sectionsIn(before), ...now].map((section) => [section.file, section])).values()]
    .filter(({ rows, leftOut }) => rows.length + leftOut > 0)
    .toSorted(({ file: a }, { file: b }) => (a < b ? -1 : 1));
  return markdownOf(sections, room);
}
