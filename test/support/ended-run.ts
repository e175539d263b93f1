// What GitHub hands to a workflow that follows another one: the event's file, and the variables around it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A run of `render` for a pull request of Ann's branch. */
export interface Ended {
  readonly commit: string;
  readonly branch?: string;
  readonly repository?: string;
  readonly actor?: string;
}

/** Writes the event into a folder. @returns the environment of a step */
export function afterRun(folder: string, apiUrl: string, ended: Ended): Record<string, string> {
  const { commit, branch = 'feature', repository = 'acme/fleet', actor = 'ann' } = ended;
  const path = join(folder, 'event.json');
  const run = {
    head_sha: commit,
    head_branch: branch,
    head_repository: { full_name: repository },
    actor: { login: actor },
  };
  writeFileSync(path, JSON.stringify({ workflow_run: run }));
  return {
    GITHUB_EVENT_NAME: 'workflow_run',
    GITHUB_EVENT_PATH: path,
    GITHUB_REF_NAME: 'main',
    GITHUB_REPOSITORY: 'acme/fleet',
    GITHUB_API_URL: apiUrl,
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
    PUSH_TOKEN: 'token',
    COMMENT_TOKEN: 'token',
  };
}
