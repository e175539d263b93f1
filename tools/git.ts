// Git is asked by its own program: it knows where its objects are, in a worktree or a shallow clone too.
import { spawnSync } from 'node:child_process';

/** Git could not do what was asked of it. */
export class GitError extends Error {
  override readonly name = 'GitError';
}

export interface GitOptions {
  readonly cwd: string;
  /** What git reads from standard input. */
  readonly input?: string;
  /** On top of the caller's environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs git in a folder and returns what it prints. @throws GitError if it says no, with its own words */
export function git(args: readonly string[], { cwd, input, env }: GitOptions): Buffer {
  const { status, stdout, stderr, error } = spawnSync('git', args, {
    cwd,
    input,
    env: { ...process.env, ...env },
    maxBuffer: 2 ** 31 - 1,
  });
  if (error) throw new GitError(`git could not be run: ${error.message}`);
  if (status !== 0) throw new GitError(`git ${args[0]}: ${stderr.toString('utf8').trim() || `exit code ${status}`}`);
  return stdout;
}

/** Files that Git tracks, below some paths of a folder. */
export function trackedFiles(paths: readonly string[], cwd: string): string[] {
  return git(['ls-files', '-z', '--', ...paths], { cwd })
    .toString('utf8')
    .split('\0')
    .filter(Boolean);
}

/** What git prints, as text; undefined where it says no, as for a name that is not there. */
export function ask(args: readonly string[], cwd: string): string | undefined {
  const { status, stdout } = spawnSync('git', args, { cwd, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** `git cat-file --batch` answers each id with `<id> <type> <size>`, the content, and a line feed. */
export function blobs(ids: readonly string[], cwd: string): Buffer[] {
  const answer = git(['cat-file', '--batch'], { cwd, input: ids.map((id) => `${id}\n`).join('') });
  let position = 0;
  return ids.map(() => {
    const start = answer.indexOf(0x0a, position) + 1;
    const size = Number(answer.toString('utf8', position, start).trim().split(' ')[2]);
    position = start + size + 1;
    return answer.subarray(start, start + size);
  });
}
