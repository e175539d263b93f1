// One issue that says what is wrong now: opened when something is, kept up to date, and closed when nothing is any more.
import { longestComment } from '../../diff/report/markdown.ts';
import type { GitHub } from './client.ts';

/** What the issue is about. */
export interface Topic {
  readonly title: string;
  /** Invisible text by which the issue is found again. */
  readonly marker: string;
  /** The account that the token belongs to, such as `github-actions[bot]`. */
  readonly author: string;
}

/** What became of the issue. */
export type Kept = 'opened' | 'updated' | 'unchanged' | 'closed' | 'none';

/**
 * Keeps the issue. One of another account is never touched, whatever it holds.
 * @param textAfter what it says from now on, given what it says so far, and for how many characters there is room; empty where nothing is wrong
 */
export async function keepIssue(
  { api, owner, repo }: GitHub,
  topic: Topic,
  textAfter: (before: string, room: number) => string,
): Promise<Kept> {
  const { title, marker, author } = topic;
  const open = await api.paginate(api.rest.issues.listForRepo, { owner, repo, state: 'open', per_page: 100 });
  const ours = open.find((issue) => issue.user?.login === author && issue.body?.startsWith(marker));
  const head = `${marker}\n`;
  const text = textAfter(ours?.body?.slice(head.length) ?? '', longestComment - head.length);
  const body = `${head}${text}`;
  if (ours === undefined) {
    if (text === '') return 'none';
    await api.rest.issues.create({ owner, repo, title, body });
    return 'opened';
  }
  const issue = { owner, repo, issue_number: ours.number };
  if (text === '') {
    await api.rest.issues.update({ ...issue, state: 'closed', state_reason: 'completed' });
    return 'closed';
  }
  if (ours.body === body) return 'unchanged';
  await api.rest.issues.update({ ...issue, body });
  return 'updated';
}
