// What follows once the files of a new fleet are there. Each step says what it does; one that fails says how to go on.
import { spawnSync } from 'node:child_process';
import type { Output } from '../cli.ts';

const all = [
  ['git', 'init', '--quiet', '--initial-branch=main'],
  ['npm', 'install', '--no-audit', '--no-fund', '--loglevel=error'],
  ['npm', 'run', '--silent', 'synth'],
  ['npm', 'run', '--silent', 'format'],
  ['git', 'add', '--all'],
  ['git', 'commit', '--quiet', '--message', 'Begin the fleet'],
  ['npm', 'run', '--silent', 'check'],
] as const;

/** @returns whether all went well */
export function steps(cwd: string, { stdout, stderr }: Output): boolean {
  for (const [index, [program, ...args]] of all.entries()) {
    stdout.write(`$ ${[program, ...args].join(' ')}\n`);
    const { status, error } = spawnSync(program, args, { cwd, stdio: 'inherit' });
    if (status === 0) continue;
    stderr.write(
      `${error ? `${error.message}\n` : ''}The files are there. What is left to do in ${cwd}:\n${leftSteps(index)}`,
    );
    return false;
  }
  stdout.write(`next: cd ${cwd}, and npm run list names the values that are placeholders\n`);
  return true;
}

/** The steps from one on, as commands to type. */
export function leftSteps(from: number): string {
  return all
    .slice(from)
    .map((step) => `  ${step.map(quoted).join(' ')}\n`)
    .join('');
}

function quoted(word: string): string {
  return word.includes(' ') ? `'${word}'` : word;
}
