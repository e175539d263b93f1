// What GitHub Actions tells the steps of a run, by its documentation of variables.
import type { Identity } from './signing.ts';

/** The commit of a run that says none. */
export const anyCommit = '0'.repeat(40);

/** By these a job with the right `id-token: write` asks for a token. */
export const tokenRequest = {
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example.com',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'secret',
};

/** The environment of a run of the repository's own workflow `image`, which calls that of the identity, and may sign. */
export function environmentOf({ repository, branch, commit = anyCommit }: Identity): Record<string, string> {
  return {
    ...tokenRequest,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_ID: '1',
    GITHUB_REPOSITORY_OWNER_ID: '2',
    GITHUB_REF: `refs/heads/${branch}`,
    GITHUB_SHA: commit,
    GITHUB_WORKFLOW_REF: `${repository}/.github/workflows/image.yaml@refs/heads/${branch}`,
    GITHUB_EVENT_NAME: 'push',
    GITHUB_RUN_ID: '3',
    GITHUB_RUN_ATTEMPT: '1',
    RUNNER_ENVIRONMENT: 'github-hosted',
  };
}
