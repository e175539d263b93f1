// GitHub's API, as far as comments, issues, pull requests, statuses and teams need it: a stand-in, which says no as the real one does.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type GitHub, gitHub } from '../../commands/github/client.ts';

export interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string };
}

/** The status of a commit. */
export interface Status {
  readonly context: string;
  readonly state: string;
  readonly description: string;
  readonly creator: { readonly login: string; readonly type: string };
}

interface Answer {
  readonly status: number;
  readonly data: unknown;
  /** The address of the next page. */
  readonly next?: string;
}

/** A pull request, as far as anything here reads it. */
export interface Pull {
  readonly number: number;
  readonly head: { readonly ref: string; readonly sha: string; readonly repo: { readonly full_name: string } | null };
  readonly base: { readonly ref: string };
  readonly user: { readonly login: string };
  readonly html_url: string;
  readonly title?: string;
  readonly body?: string;
}

/** An issue, as far as anything here reads it. */
export interface Issue {
  readonly number: number;
  readonly title: string;
  body: string;
  state: string;
  readonly user: { readonly login: string };
}

export class FakeGitHub {
  readonly issues: Issue[] = [];
  readonly comments: Comment[] = [];
  readonly pulls: Pull[] = [];
  /** The statuses of commits, by their ids, the newest first. */
  readonly statuses = new Map<string, readonly Status[]>();
  /** Ids of the teams of the organization `acme`, by name. */
  readonly teams = new Map<string, number>();
  /** The account that the token belongs to. */
  account = 'github-actions[bot]';
  /** Requests that changed something, as `POST /path`. */
  readonly writes: string[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeGitHub> {
    const server = createServer();
    const fake = new FakeGitHub(server);
    server.on('request', (request: IncomingMessage, response) => {
      void fake.answer(request).then(({ status, data, next }) => {
        const headers = { 'content-type': 'application/json', ...(next && { link: `<${next}>; rel="next"` }) };
        response.writeHead(status, headers).end(JSON.stringify(data));
      });
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get client(): GitHub {
    return gitHub({ GITHUB_REPOSITORY: 'acme/fleet', GITHUB_API_URL: this.url }, 'token');
  }

  /** Somebody opens a pull request for main, number 7 unless it says another. */
  open(branch: string, sha: string, change: Partial<Pull> & { readonly repository?: string } = {}): void {
    const { repository = 'acme/fleet', ...rest } = change;
    const head = { ref: branch, sha, repo: { full_name: repository } };
    this.pulls.push({ number: 7, head, base: { ref: 'main' }, user: { login: 'ann' }, html_url: '', ...rest });
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage): Promise<Answer> {
    const { pathname, searchParams } = new URL(request.url ?? '', this.url);
    const sent = await read(request);
    if (request.headers.authorization !== 'token token') return { status: 401, data: { message: 'Bad credentials' } };
    if (request.method !== 'GET') this.writes.push(`${request.method} ${pathname}`);
    if (typeof sent.body === 'string' && sent.body.length > 65_536)
      return { status: 422, data: { message: 'Validation Failed: body is too long (maximum is 65536 characters)' } };
    const [, team] = /^\/orgs\/acme\/teams\/(.*)$/.exec(pathname) ?? [];
    if (team !== undefined && this.teams.has(team)) return { status: 200, data: { id: this.teams.get(team) } };
    const [, commit] = /^\/repos\/acme\/fleet\/commits\/(.*)\/statuses$/.exec(pathname) ?? [];
    if (commit !== undefined) {
      const statuses = this.statuses.get(commit);
      return statuses
        ? { status: 200, data: statuses }
        : { status: 422, data: { message: `No commit found for SHA: ${commit}` } };
    }
    switch (`${request.method} ${pathname.replace(/\/\d+$/, '/N')}`) {
      case 'GET /repos/acme/fleet/issues/7/comments': {
        const [size, page] = [Number(searchParams.get('per_page')), Number(searchParams.get('page') ?? 1)];
        const more = this.comments.length > size * page;
        const next = `${this.url}${pathname}?per_page=${size}&page=${page + 1}`;
        return { status: 200, data: this.comments.slice(size * (page - 1), size * page), ...(more && { next }) };
      }
      case 'POST /repos/acme/fleet/issues/7/comments':
        this.comments.push({ id: this.comments.length + 1, body: String(sent.body), user: { login: this.account } });
        return { status: 201, data: this.comments.at(-1) };
      case 'PATCH /repos/acme/fleet/issues/comments/N': {
        const comment = this.comments.find(({ id }) => pathname.endsWith(`/${id}`));
        if (comment) comment.body = String(sent.body);
        return comment ? { status: 200, data: comment } : { status: 404, data: { message: 'Not Found' } };
      }
      case 'GET /repos/acme/fleet/issues':
        return { status: 200, data: this.issues.filter(({ state }) => state === searchParams.get('state')) };
      case 'POST /repos/acme/fleet/issues': {
        const number = this.issues.length + 1;
        const [title, body] = [String(sent.title), String(sent.body)];
        this.issues.push({ number, title, body, state: 'open', user: { login: this.account } });
        return { status: 201, data: this.issues.at(-1) };
      }
      case 'PATCH /repos/acme/fleet/issues/N': {
        const issue = this.issues.find(({ number }) => pathname.endsWith(`/${number}`));
        if (issue) Object.assign(issue, sent);
        return issue ? { status: 200, data: issue } : { status: 404, data: { message: 'Not Found' } };
      }
      case 'GET /repos/acme/fleet/pulls':
        return {
          status: 200,
          data: this.pulls.filter(({ head, base }) => {
            const owner = head.repo?.full_name.split('/')[0] ?? '';
            return `${owner}:${head.ref}` === searchParams.get('head') && base.ref === searchParams.get('base');
          }),
        };
      case 'POST /repos/acme/fleet/pulls':
        this.open(String(sent.head), '', {
          number: this.pulls.length + 1,
          html_url: `${this.url}/pull/${this.pulls.length + 1}`,
          title: String(sent.title),
          body: String(sent.body),
        });
        return { status: 201, data: this.pulls.at(-1) };
      case 'PATCH /repos/acme/fleet/pulls/N': {
        const pull = this.pulls.find(({ number }) => pathname.endsWith(`/${number}`));
        if (pull) Object.assign(pull, sent);
        return pull ? { status: 200, data: pull } : { status: 404, data: { message: 'Not Found' } };
      }
      default:
        return { status: 404, data: { message: 'Not Found' } };
    }
  }
}

async function read(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}
