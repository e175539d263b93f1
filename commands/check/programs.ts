// The checks that well-kept programs do: each by its own command line, as a developer would type it.

/** A program of `node_modules/.bin`, and what it says yes or no to. */
export interface ProgramCheck {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** What mends it. */
  readonly remedy: string;
}

export const programChecks: readonly ProgramCheck[] = [
  { name: 'format', command: 'oxfmt', args: ['--check'], remedy: 'npm run format' },
  {
    name: 'lint and import directions',
    command: 'oxlint',
    args: ['--deny-warnings'],
    remedy: 'the messages above say what',
  },
  { name: 'types', command: 'tsc', args: ['--noEmit'], remedy: 'the messages above say what' },
];
