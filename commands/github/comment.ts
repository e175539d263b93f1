// One comment a pull request, updated in place: a comment for each push would bury what people say.
import { longestComment } from '../../diff/report/markdown.ts';
import type { GitHub } from './client.ts';

/** Invisible, and by it the comment is found again. */
const marker = '<!-- fleetwright: what this changes in the clusters -->\n';

/** Characters that a comment has for its text. */
export const longestBody = longestComment - marker.length;

/** Whether the comment was there. */
export type Written = 'created' | 'updated' | 'unchanged';

/**
 * Writes the comment. One of another account is never touched, whatever it holds.
 *
 * @param author the account that the token belongs to, such as `github-actions[bot]`
 */
export async function writeComment(
  { api, owner, repo }: GitHub,
  { pullRequest, author, text }: { readonly pullRequest: number; readonly author: string; readonly text: string },
): Promise<Written> {
  const body = marker + text.slice(0, longestBody);
  const issue = { owner, repo, issue_number: pullRequest };
  const comments = await api.paginate(api.rest.issues.listComments, { ...issue, per_page: 100 });
  const ours = comments.find((comment) => comment.user?.login === author && comment.body?.startsWith(marker));
  if (!ours) {
    await api.rest.issues.createComment({ ...issue, body });
    return 'created';
  }
  if (ours.body === body) return 'unchanged';
  await api.rest.issues.updateComment({ owner, repo, comment_id: ours.id, body });
  return 'updated';
}
