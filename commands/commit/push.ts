// A push is refused for two reasons that need different answers: somebody was faster, or the branch is protected.
import { runSync } from '../../tools/run.ts';
import { credentials } from './credentials.ts';

export type Pushed =
  | { readonly kind: 'pushed' }
  | { readonly kind: 'behind' }
  | { readonly kind: 'refused'; readonly because: string };

export interface PushOptions {
  readonly cwd: string;
  readonly remote: string;
  /** What is pushed. */
  readonly commit: string;
  /** The branch's name, which strangers choose: it reaches git as one argument, and no shell. */
  readonly branch: string;
  /** Whether what the branch held may be lost: only for a branch that is the bot's own. @default false */
  readonly force?: boolean;
  /** A token for the remote; it goes through the environment, where no list of processes shows it. @default none */
  readonly token?: string;
}

/** Pushes a commit. @throws Error where the remote cannot be reached */
export function push({ cwd, remote, commit, branch, force = false, token }: PushOptions): Pushed {
  const spec = `${force ? '+' : ''}${commit}:refs/heads/${branch}`;
  const env = { ...process.env, ...credentials(token) };
  const { code, stdout, stderr } = runSync('git', ['push', '--porcelain', remote, spec], { cwd, env });
  if (code === 0) return { kind: 'pushed' };
  const line =
    stdout
      .toString('utf8')
      .split('\n')
      .find((text) => text.startsWith('!')) ?? '';
  if (line.includes('[remote rejected]')) return { kind: 'refused', because: said(stderr) };
  if (line.includes('[rejected]')) return { kind: 'behind' };
  throw new Error(`git push: ${stderr.trim()}`);
}

/** What the server says is behind `remote:`. */
function said(stderr: string): string {
  const lines = [...stderr.matchAll(/^remote: ?(.*)$/gm)].map(([, text = '']) => text.trim());
  return lines.filter((text) => text !== '').join(' ');
}
