// What main should hold goes through a pull request like everything else.
import type { GitHub } from './client.ts';

export interface PullRequest {
  readonly head: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
}

/** Opens a pull request, unless there is an open one for the branch. @returns its address */
export async function openPullRequest(
  { api, owner, repo }: GitHub,
  { head, base, title, body }: PullRequest,
): Promise<string> {
  const { data: open } = await api.rest.pulls.list({ owner, repo, head: `${owner}:${head}`, base, state: 'open' });
  const [there] = open;
  if (there) return there.html_url;
  const { data: opened } = await api.rest.pulls.create({ owner, repo, head, base, title, body });
  return opened.html_url;
}
