// What another job rendered, committed to the branch of the pull request whose run ended.
import type { GitHub } from '../github/client.ts';
import { endedRun } from '../github/ended-run.ts';
import { noPush, pullRequestOf } from '../github/pull-request.ts';
import { fetchCommit } from './fetch.ts';
import { commitRendered, type Outcome } from './index.ts';

/** @returns undefined where no open pull request goes from that branch to the base */
export async function commitToPullRequest(
  github: GitHub,
  { cwd, rendered, base, token }: { cwd: string; rendered: string; base: string; token: string | undefined },
): Promise<Outcome | undefined> {
  const run = endedRun(process.env);
  const pullRequest = await pullRequestOf(github, run, base);
  if (!pullRequest) return undefined;
  if (pullRequest.commit !== run.commit) return { kind: 'behind' };
  fetchCommit(run.commit, { cwd, token });
  return commitRendered({
    cwd,
    rendered,
    head: run.commit,
    base: 'HEAD',
    branch: run.branch,
    noPush: noPush(run, pullRequest, github),
    direct: false,
    token,
  });
}
