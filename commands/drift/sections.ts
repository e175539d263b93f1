// The text of the issue about what drifts: a section for each file that somebody wrote, cut alike where GitHub would refuse the whole.

/** What was found at one place. */
export interface Section {
  /** `dist.txt`, or `cluster-<name>.txt`. */
  readonly file: string;
  /** The findings that can be shown. */
  readonly rows: readonly string[];
  /** Findings that are not among them. */
  readonly leftOut: number;
}

/** The section of a file's text; without a row where nothing drifts. */
export function sectionOf(file: string, text: string): Section {
  return { file, rows: text.trim().split(separatorOf(file)).filter(Boolean).map(harmless), leftOut: 0 };
}

/** The sections that an issue has. Where somebody has edited it on a page, GitHub keeps the ends of lines that a browser sends. */
export function sectionsIn(body: string): Section[] {
  const text = body.replaceAll('\r\n', '\n');
  return text
    .slice(0, text.lastIndexOf(ending))
    .split(/^(?=<!-- of \S+ -->$)/m)
    .flatMap((section): Section[] => {
      const { file, rows, leftOut = '0' } = written.exec(section)?.groups ?? {};
      if (file === undefined) return [];
      return [{ file, rows: rows?.split(separatorOf(file)) ?? [], leftOut: Number(leftOut) }];
    });
}

/** Markdown; empty without a section. @param room characters that it may have */
export function markdownOf(sections: readonly Section[], room: number): string {
  if (sections.length === 0) return '';
  const frames = sections.map((section) => sectionText(section, []).length + 1);
  const sizes = sections.map((section) => sectionText(section, section.rows).length + 1);
  const free = room - [...frames, ending.length + 1].reduce((sum, length) => sum + length);
  const shares = fairShares(
    sizes.map((size, index) => Math.max(0, size - (frames[index] ?? 0))),
    free,
  );
  const texts = sections.map((section, index) => sectionText(section, fitting(section, shares[index] ?? 0)));
  return [...texts, `${ending}\n`].join('\n');
}

/** What is asked for where it fits; what is left is shared alike by those that ask for more. Pure. */
function fairShares(asked: readonly number[], room: number): number[] {
  const shares = asked.map(() => 0);
  let [left, waiting] = [room, asked.length];
  for (const [index, wish] of [...asked.entries()].toSorted(([, one], [, other]) => one - other)) {
    const share = Math.max(0, Math.min(wish, Math.floor(left / waiting)));
    shares[index] = share;
    left -= share;
    waiting -= 1;
  }
  return shares;
}

/** The first rows of a section that need no more characters than these. */
function fitting(section: Section, room: number): readonly string[] {
  const { file, rows } = section;
  if (sectionText(section, rows).length - sectionText(section, []).length <= room) return rows;
  let length = 2 * `\n${fenceOf(rows)}\n`.length;
  const first = rows.findIndex((row) => {
    length += row.length + separatorOf(file).length;
    return length > room;
  });
  return first < 0 ? rows : rows.slice(0, first);
}

const ending = 'This issue is kept up to date, and closed when nothing drifts any more.';

/** A section as {@link sectionText} writes it. */
const written =
  /^<!-- of (?<file>\S+) -->\n### [^\n]*\n(?:\n(?<fence>`{3,})\n(?<rows>[\s\S]*?)\n\k<fence>\n)?(?:\n(?<leftOut>\d+) more )?/;

function sectionText({ file, rows, leftOut }: Section, shown: readonly string[]): string {
  const fence = fenceOf(rows);
  const more = leftOut + rows.length - shown.length;
  return [
    `<!-- of ${file} -->\n### ${titleOf(file)}\n`,
    ...(shown.length === 0 ? [] : [`${fence}\n${shown.join(separatorOf(file))}\n${fence}\n`]),
    ...(more === 0
      ? []
      : [
          `${more} more are left out here. All of them: \`${commandOf(file)}\`; and \`${file}\` in the artifact \`drift\`, where a workflow looked.\n`,
        ]),
  ].join('\n');
}

/** Between two findings: of a cluster each has some lines. */
function separatorOf(file: string): string {
  return clusterOf(file) === undefined ? '\n' : '\n\n';
}

function clusterOf(file: string): string | undefined {
  return /^cluster-(.*)\.txt$/.exec(file)?.[1];
}

function titleOf(file: string): string {
  const cluster = clusterOf(file);
  return cluster === undefined ? '`dist/` is not what the code renders' : `${cluster}: what Flux does not heal`;
}

function commandOf(file: string): string {
  const cluster = clusterOf(file);
  return cluster === undefined ? 'npm run drift' : `npm run drift -- --cluster ${cluster}`;
}

/** Names of objects are somebody else's choice: none may begin a section. */
function harmless(row: string): string {
  return row.replaceAll('<!--', '<! --');
}

/** Longer than any in the rows, which would end the block. */
function fenceOf(rows: readonly string[]): string {
  const ticks = rows.flatMap((row) => Array.from(row.matchAll(/`+/g), ([each]) => each.length));
  return '`'.repeat(ticks.reduce((longest, each) => Math.max(longest, each), 2) + 1);
}
