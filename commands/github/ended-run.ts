// Which run of `render` has ended, and for whose branch: what GitHub says of it, never what the run left behind.
import { readFileSync } from 'node:fs';
import { asRecord, asString, at } from '../../render/fields.ts';

/** A workflow's run for a pull request, as the event `workflow_run` tells of it. Every name in it is a stranger's choice. */
export interface EndedRun {
  /** The commit at the head of the branch when the run began: 40 hexadecimal digits. */
  readonly commit: string;
  /** `<owner>/<name>` of the repository that the branch is in: this one, or one that was forked from it. */
  readonly repository: string;
  readonly branch: string;
  /** The account whose push, or whose pull request, started it. */
  readonly actor: string;
}

/**
 * From the file that `GITHUB_EVENT_PATH` names.
 * @throws Error for an event of another kind, or a branch whose repository is gone
 */
export function endedRun(environment: NodeJS.ProcessEnv): EndedRun {
  const { GITHUB_EVENT_PATH: path, GITHUB_EVENT_NAME: name } = environment;
  if (name !== 'workflow_run' || !path)
    throw new Error('GITHUB_EVENT_NAME is not workflow_run; this runs in .github/workflows/pull-request.yaml');
  const run = asRecord(asRecord(JSON.parse(readFileSync(path, 'utf8'))).workflow_run);
  const ended = {
    commit: asString(run.head_sha),
    repository: asString(at(run, 'head_repository.full_name')),
    branch: asString(run.head_branch),
    actor: asString(at(run, 'actor.login')),
  };
  const missing = Object.entries(ended).find(([, value]) => value === '')?.[0];
  if (missing) throw new Error(`the event tells no ${missing} of the run; its branch or its repository is gone`);
  if (!/^[0-9a-f]{40}$/.test(ended.commit)) throw new Error('the head of the run is not the id of a commit');
  return ended;
}
