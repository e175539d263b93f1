// Pull requests: the one that a run was for, and the one that main's own repair goes through, like everything else.
import type { GitHub } from './client.ts';
import type { EndedRun } from './ended-run.ts';

/** An open pull request. */
export interface PullRequest {
  readonly number: number;
  /** The commit at the head of its branch now. */
  readonly commit: string;
  /** The account that opened it. */
  readonly author: string;
}

/**
 * The open pull request from a run's branch to `base`; undefined where there is none. Its repository is compared by its
 * full name: whether it is a fork says nothing, since this one may be a fork itself.
 */
export async function pullRequestOf(
  { api, owner, repo }: GitHub,
  { repository, branch }: EndedRun,
  base: string,
): Promise<PullRequest | undefined> {
  const head = `${repository.split('/')[0]}:${branch}`;
  const { data } = await api.rest.pulls.list({ owner, repo, head, base, state: 'open', per_page: 100 });
  const found = data.find(
    (pull) => pull.head.repo?.full_name === repository && pull.head.ref === branch && pull.base.ref === base,
  );
  return found && { number: found.number, commit: found.head.sha, author: found.user?.login ?? '' };
}

/** Why a bot's push to a branch is out of the question. */
export type NoPush = 'fork' | 'pusher';

/**
 * Why the bot may not push to a pull request's branch; undefined where it may. Besides a fork: where somebody other than
 * the author pushed last. GitHub takes the bot for the last pusher then, and would let that person approve their own push.
 */
export function noPush(run: EndedRun, { author }: PullRequest, { owner, repo }: GitHub): NoPush | undefined {
  if (run.repository !== `${owner}/${repo}`) return 'fork';
  return run.actor === author ? undefined : 'pusher';
}

export interface Proposal {
  readonly head: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
}

/** Opens a pull request; an open one of the branch says from then on what this one would. @returns its address */
export async function openPullRequest(
  { api, owner, repo }: GitHub,
  { head, base, title, body }: Proposal,
): Promise<string> {
  const { data: open } = await api.rest.pulls.list({ owner, repo, head: `${owner}:${head}`, base, state: 'open' });
  const [there] = open;
  if (there) {
    await api.rest.pulls.update({ owner, repo, pull_number: there.number, title, body });
    return there.html_url;
  }
  const { data: opened } = await api.rest.pulls.create({ owner, repo, head, base, title, body });
  return opened.html_url;
}

/**
 * Opens a pull request where `APP` names the app that the token is of: only an app may, as a workflow's own token that may open them
 * may approve them too. @returns its address, or where to open it
 */
export async function propose(github: GitHub, proposal: Proposal, environment: NodeJS.ProcessEnv): Promise<string> {
  const { APP, GITHUB_SERVER_URL: server = 'https://github.com' } = environment;
  const { owner, repo } = github;
  if (APP) return openPullRequest(github, proposal);
  return `open a pull request: ${server}/${owner}/${repo}/compare/${proposal.base}...${proposal.head}`;
}
