// Git is asked by its own program: it knows where its objects are, in a worktree or a shallow clone too.
import { gitComplaint } from './git-complaint.ts';
import { type Ended, type RunOptions, runSync } from './run.ts';

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

/** Runs git in a folder and returns what it prints. @throws GitError if it says no, with what to do where that is known */
export function git(args: readonly string[], { cwd, input, env }: GitOptions): Buffer {
  const { code, stdout, stderr } = asked(args, { cwd, env: { ...process.env, ...env }, ...(input && { input }) });
  if (code !== 0) throw new GitError(gitComplaint(args[0] ?? '', stderr.trim() || `exit code ${code}`));
  return stdout;
}

function asked(args: readonly string[], options: RunOptions): Ended<Buffer> {
  try {
    return runSync('git', args, options);
  } catch (error) {
    throw new GitError(`git could not be run: ${String(error)}`, { cause: error });
  }
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
  try {
    return git(args, { cwd }).toString('utf8').trim();
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
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

/** What there is of a history: none outside Git and before the first commit, a part of it in a shallow clone. */
export function historyHere(): 'whole' | 'shallow' | 'none' {
  if (ask(['rev-parse', '--verify', '--quiet', 'HEAD'], '.') === undefined) return 'none';
  return ask(['rev-parse', '--is-shallow-repository'], '.') === 'true' ? 'shallow' : 'whole';
}
