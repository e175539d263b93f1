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
  const api = new Octokit({ auth: token, baseUrl: environment.GITHUB_API_URL ?? 'https://api.github.com', log });
  api.hook.error('request', (error, { baseUrl }) => {
    throw 'status' in error ? explained(error, baseUrl) : error;
  });
  return { api, owner, repo };
}

const nothing = (): void => undefined;

/** Octokit writes a line of its own for each request that fails: the error says it in words. */
const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** What Octokit throws, as far as it is read. */
interface RequestError extends Error {
  readonly status: number;
  readonly request: { readonly method: string; readonly url: string };
  /** Absent where nothing answered. */
  readonly response?: unknown;
}

/** What GitHub refused, with what to do about it. */
export class GitHubError extends Error {
  override readonly name = 'GitHubError';

  constructor(
    /** As HTTP has it; undefined where nothing answered. */
    readonly status: number | undefined,
    message: string,
    options: ErrorOptions,
  ) {
    super(message, options);
  }
}

const theToken = 'the token (GITHUB_TOKEN; in workflows also PUSH_TOKEN, COMMENT_TOKEN)';

const remedies: Readonly<Record<number, string>> = {
  401: `${theToken} is not valid or has expired; set another one`,
  403: `${theToken} lacks the right, or GitHub's limit is reached; give it the right, or wait`,
  404: `there is none, or ${theToken} may not see it; write <owner>/<name> into GITHUB_REPOSITORY, or use one that may read there`,
};

/** Of what is not listed here the answer itself says enough. */
function explained(error: RequestError, baseUrl: string): Error {
  const { status, message, request, response } = error;
  if (response === undefined) {
    const told = `GitHub does not answer at ${baseUrl} (${message}); try again, or set GITHUB_API_URL to its API`;
    return new GitHubError(undefined, told, { cause: error });
  }
  const remedy = remedies[status];
  if (remedy === undefined) return error;
  const told = `GitHub answers ${status} to ${request.method} ${request.url}: ${remedy}`;
  return new GitHubError(status, told, { cause: error });
}
