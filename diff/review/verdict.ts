// Refusals in the comment: what is Flux' or the cluster's own, what applications hold that they may not, what goes by whose
// consent, and what by nobody's.
import type { Finding } from '../../render/finding.ts';
import { escaped } from '../report/markdown.ts';
import type { Verdict } from '../removals/guard.ts';

type Problem = Pick<Finding, 'at' | 'field' | 'problem'>;

/** More of one kind than these are counted, not listed. */
const listed = 20;

/**
 * Markdown; empty where nothing that needs consent goes, and nothing is refused.
 * @param beside what is Flux' or the cluster's own
 * @param beyond what applications hold that they may not
 */
export function verdictMarkdown(
  { refused, allowed }: Verdict,
  { beside, beyond }: { readonly beside: readonly Problem[]; readonly beyond: readonly Problem[] },
): string {
  const sentence = ({ at, field, problem }: Problem): string =>
    [`**${escaped(at)}**`, escaped(field), escaped(problem)].filter(Boolean).join(' ');
  return [
    ...section("#### :no_entry: Refused: touches what is Flux' or the cluster's own", beside.map(sentence)),
    ...section('#### :no_entry: Refused: an application holds what it may not', beyond.map(sentence)),
    ...section(
      '#### :no_entry: Refused: goes without consent',
      refused.map(({ at, problem, write }) => `**${escaped(at)}** ${escaped(problem)}. ${escaped(write)}`),
    ),
    ...section(
      '#### Goes by consent',
      allowed.flatMap(({ chart, author, commit, problems }) => [
        `**${escaped(chart)}**: ${escaped(author)} consents in ${commit}`,
        ...problems.map((problem) => `${escaped(problem)}`),
      ]),
    ),
  ].join('\n');
}

/** A heading and its list; nothing where the list is empty. */
export function section(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const more = items.length > listed ? [`and ${items.length - listed} more`] : [];
  return [title, '', ...[...items.slice(0, listed), ...more].map((item) => `- ${item}`), ''];
}
