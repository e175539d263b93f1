// The comment under the pull request that a run was for: found by the commit that the run was about.
import { fetchCommit } from '../commit/fetch.ts';
import type { GitHub } from '../github/client.ts';
import { writeComment, type Written } from '../github/comment.ts';
import type { EndedRun } from '../github/ended-run.ts';
import { noPush, pullRequestOf } from '../github/pull-request.ts';
import { textOf } from './text.ts';

export interface CommentOptions {
  /** A clone with main checked out; the branch is fetched, and none of its code is run. */
  readonly cwd: string;
  /** The folder that synth wrote to, for the branch; it may be missing. */
  readonly rendered: string;
  readonly run: EndedRun;
  /** The branch that pull requests go to. */
  readonly base: string;
  /** The commit that the bot pushed on top of the run's. @default none */
  readonly pushed?: string;
  /** The account that the comment is written by, such as `github-actions[bot]`. */
  readonly author: string;
  /** A token that fetches the branch. @default none */
  readonly token?: string;
}

/** Writes the comment; undefined where no open pull request has that commit at its head any more. */
export async function commentAfter(
  github: GitHub,
  { cwd, rendered, run, base, pushed, author, token }: CommentOptions,
): Promise<{ readonly written: Written; readonly text: string } | undefined> {
  const head = pushed ?? run.commit;
  const pullRequest = await pullRequestOf(github, run, base);
  // GitHub may not have seen the bot's push yet.
  if (!pullRequest || ![head, run.commit].includes(pullRequest.commit)) return undefined;
  fetchCommit(head, { cwd, token });
  const text = textOf({ cwd, rendered, head, noPush: noPush(run, pullRequest, github) });
  return { written: await writeComment(github, { pullRequest: pullRequest.number, author, text }), text };
}
