// GitHub's API as a workflow sees it: where it is, of which repository, and by which token come from the environment.
import { Octokit } from '@octokit/rest';

export interface GitHub {
  readonly api: Octokit;
  readonly owner: string;
  readonly repo: string;
}

/**
 * From `GITHUB_REPOSITORY`, `GITHUB_API_URL` and a token.
 * @throws Error that names what is missing
 */
export function gitHub(environment: NodeJS.ProcessEnv, token: string | undefined): GitHub {
  const [owner, repo] = environment.GITHUB_REPOSITORY?.split('/') ?? [];
  if (!owner || !repo) throw new Error('GITHUB_REPOSITORY is not set; write <owner>/<name>, as workflows do');
  if (!token) throw new Error('no token; set GITHUB_TOKEN to one that may write here');
  return {
    api: new Octokit({ auth: token, baseUrl: environment.GITHUB_API_URL ?? 'https://api.github.com' }),
    owner,
    repo,
  };
}
