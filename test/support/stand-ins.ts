// Programs that no test can run, stood in for: each records how it was started, and answers what the test has it say.
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** What a program says; the first one that fits counts, and where none does it says nothing and ends well. */
export interface Answer {
  /** Part of its arguments, joined by spaces. @default any */
  readonly to?: string;
  readonly stdout?: string;
  readonly stderr?: string;
  /** @default 0 */
  readonly code?: number;
}

/** A start of a program. */
export interface Start {
  readonly name: string;
  readonly args: readonly string[];
  /** What it was given to read. */
  readonly input: string;
  readonly env: Readonly<Record<string, string>>;
}

export class StandIns {
  private readonly folder = mkdtempSync(join(tmpdir(), 'fleetwright-stand-ins-'));
  private readonly log = join(this.folder, 'started.jsonl');

  constructor() {
    this.forget();
  }

  /** With them before the programs of the machine. */
  get PATH(): string {
    return [this.folder, process.env.PATH].join(delimiter);
  }

  /** Puts a program there, or gives it other answers. */
  answer(name: string, ...answers: readonly Answer[]): void {
    this.script(
      name,
      `#!${process.execPath}
const { appendFileSync, readFileSync } = require('node:fs');
const args = process.argv.slice(2);
const start = { name: ${JSON.stringify(name)}, args, input: readFileSync(0, 'utf8'), env: process.env };
appendFileSync(${JSON.stringify(this.log)}, JSON.stringify(start) + '\\n');
const answers = ${JSON.stringify(answers)};
const { stdout = '', stderr = '', code = 0 } = answers.find(({ to = '' }) => args.join(' ').includes(to)) ?? {};
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = code;
`,
    );
  }

  /** Puts a program there that is this script. */
  script(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
    chmodSync(join(this.folder, name), 0o755);
  }

  /** What was started, but for what a program was asked for its version. */
  started(name?: string): Start[] {
    const starts = readFileSync(this.log, 'utf8').trim().split('\n').filter(Boolean);
    return starts
      .map((line) => JSON.parse(line) as Start)
      .filter((start) => start.args[0] !== 'version' && (name === undefined || start.name === name));
  }

  /** Forgets what was started. */
  forget(): void {
    writeFileSync(this.log, '');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
