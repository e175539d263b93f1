// How the job ends: green where nobody needs to do anything, else red, with what to do.
import type { ExitCode } from '../cli.ts';
import type { NoPush } from '../github/pull-request.ts';
import { type Outcome, repairBranch } from './index.ts';

export interface Ending {
  readonly code: ExitCode;
  readonly text: string;
}

const because: Readonly<Record<NoPush | 'failed', string>> = {
  fork: 'nothing can be pushed to a fork from here',
  pusher: 'somebody else than the author of the pull request pushed last, so the bot pushes nothing on top',
  failed: 'the bot has not committed it',
};

export function endingOf(outcome: Outcome): Ending {
  switch (outcome.kind) {
    case 'unchanged':
      return { code: 0, text: 'dist/ is what synth renders: nothing to commit' };
    case 'behind':
      return { code: 0, text: 'somebody pushed meanwhile: the run for that push renders anew' };
    case 'pushed':
      return outcome.branch === repairBranch
        ? {
            code: 1,
            text: `${listed(outcome.files)}main does not hold what it renders: what it should hold is in ${repairBranch}; merge that`,
          }
        : { code: 0, text: `${listed(outcome.files)}committed and pushed to ${outcome.branch}` };
    case 'edited':
      return {
        code: 1,
        text: `${listed(outcome.files)}is not what synth renders, and was committed by hand: edit what it is rendered from, then npm run synth, and commit what that writes`,
      };
    case 'stale':
      return {
        code: 1,
        text: `${listed(outcome.files)}is not what synth renders, and ${because[outcome.because]}: npm run synth, and commit what it writes`,
      };
    case 'unstable':
      return {
        code: 1,
        text: `${listed(outcome.files)}differs although nothing but a render was committed: something in the code gives other output each time`,
      };
    case 'refused':
      return {
        code: 1,
        text: `the server refuses the push to ${outcome.branch}: ${outcome.because}\nlet the bot bypass that rule, or leave --direct out, so that it opens a pull request (docs/bot.md)`,
      };
  }
}

/** A stranger's file may be called like a command to the runner, after a line break. */
function isWellNamed(file: string): boolean {
  return /^[\w.%~/ -]+$/.test(file);
}

function listed(files: readonly string[]): string {
  return files.map((file) => `${isWellNamed(file) ? file : JSON.stringify(file)}\n`).join('');
}

/** The pull request for what main should hold. */
export const repair = {
  head: repairBranch,
  title: 'Render dist/',
  body: 'Changes that were merged render differently together than each of them did. This is what they render now.',
};
