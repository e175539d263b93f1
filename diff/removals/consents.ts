// Consent to a removal stands in the history, as a trailer of a commit: reviewers see it, and it stays.
import type { Base } from '../trees/base.ts';
import { git } from '../../tools/git.ts';

/** That a commit consents to what a chart loses. */
export interface Consent {
  /** `<cluster>/<chart>` */
  readonly chart: string;
  /** The commit, shortened. */
  readonly commit: string;
  readonly author: string;
}

/** The trailer's name. */
const trailer = 'Allow-Removals';

/**
 * Consents in the commits that a base lacks, oldest first; none since a bare tree, which has no history.
 * @param head where the commits end
 * @throws GitError where the base is not there
 */
export function consentsSince({ commit }: Pick<Base, 'commit'>, cwd: string, head = 'HEAD'): Consent[] {
  if (commit === undefined) return [];
  const format = `%h%x00%an%x00%(trailers:key=${trailer},valueonly,separator=%x2C)%x00`;
  const fields = git(['log', '--reverse', `--format=tformat:${format}`, `${commit}..${head}`], { cwd })
    .toString('utf8')
    .split('\0');
  const commits = Array.from({ length: Math.floor(fields.length / 3) }, (_, index) =>
    fields.slice(3 * index, 3 * index + 3),
  );
  return commits.flatMap(([id = '', author = '', charts = '']) =>
    charts
      .split(/[\s,]+/)
      .filter((chart) => chart !== '')
      .map((chart) => ({ chart, commit: id.trim(), author })),
  );
}
