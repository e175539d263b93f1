// Questions at a terminal. Nothing of the answers is shown, and nothing that was typed or pasted is left for the shell to run.
import { spawnSync } from 'node:child_process';
import { UsageError } from '../lib/usage-error.ts';
import { Answer, markPastes } from './answer.ts';

/** Standard input, and where questions go; a terminal says so with `isTTY`. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean; readonly setRawMode?: (raw: boolean) => unknown };
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** Milliseconds after which nothing more comes that was typed before, or pasted at once. */
const quiet = 150;

/**
 * From now on what is typed is not shown, for until the question is there people type ahead. Node puts the terminal back
 * when the process ends.
 */
export function hideTyping(): void {
  if (process.stdin.isTTY) spawnSync('stty', ['-echo'], { stdio: ['inherit', 'ignore', 'ignore'] });
}

/**
 * Asks one question after the other.
 * @throws Error where the input ends first or somebody cancels; UsageError where lines come that no mark tells from typing
 */
export async function ask(questions: readonly string[], { input, output }: Terminal): Promise<Buffer[]> {
  const typed = new Typed(input);
  const mark = (text: string): unknown => output.isTTY && output.write(text);
  input.setRawMode?.(true);
  try {
    if (await typed.drain()) output.write('What was typed before this question is not taken.\n');
    mark(markPastes.on);
    const answers: Buffer[] = [];
    for (const question of questions) answers.push(await askOne(question, typed, output));
    return answers;
  } finally {
    mark(markPastes.off);
    input.setRawMode?.(false);
    typed.close();
  }
}

async function askOne(question: string, typed: Typed, output: Terminal['output']): Promise<Buffer> {
  output.write(question);
  const answer = new Answer();
  while (answer.outcome === 'open') {
    const bytes = await typed.next();
    if (bytes === undefined) break;
    answer.feed(bytes);
  }
  output.write('\n');
  const more = await typed.drain();
  if (answer.outcome !== 'given') throw new Error('cancelled; nothing was written');
  if (answer.rest.length > 0 || more) throw new UsageError(several);
  return answer.value;
}

const several = `More than one line came at once, and this terminal does not mark what is pasted; nothing was written, and none of it is left.
A value with line breaks goes in on standard input: --key KEY < FILE`;

/** What comes from an input, piece by piece. */
class Typed {
  private readonly pieces: Buffer[] = [];
  private ended = false;
  private wake: () => void = () => undefined;

  constructor(private readonly input: Terminal['input']) {
    input.on('data', this.onData).on('end', this.onEnd);
  }

  private readonly onData = (piece: Buffer | string): void => {
    this.pieces.push(Buffer.from(piece));
    this.wake();
  };

  private readonly onEnd = (): void => {
    this.ended = true;
    this.wake();
  };

  /** The next piece; undefined where there is none before that many milliseconds, or the end. */
  async next(patience?: number): Promise<Buffer | undefined> {
    if (this.pieces.length === 0 && !this.ended)
      await new Promise<void>((resolve) => {
        // On a busy machine the time may be over before Node has looked for input: it looks before what is set to be immediate.
        const timer = patience === undefined ? undefined : setTimeout(() => setImmediate(resolve), patience);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    return this.pieces.shift();
  }

  /** Drops all that is there and that follows at once; whether there was any. */
  async drain(): Promise<boolean> {
    let any = false;
    while (await this.next(quiet)) any = true;
    return any;
  }

  close(): void {
    this.input.off('data', this.onData).off('end', this.onEnd);
    this.input.pause();
  }
}
