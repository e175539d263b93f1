// The checks that well-kept programs do: each by its own command line, as a developer would type it.

/** A program of a package, and what it says yes or no to. */
export interface ProgramCheck {
  readonly name: string;
  /** The package, and what Node runs of it. */
  readonly script: readonly [name: string, path: string];
  readonly args: readonly string[];
  /** A file of the working directory that asks for it. @default it is always run */
  readonly askedForBy?: string;
  /** What mends it. */
  readonly remedy: string;
}

/** What mends what says itself how. */
export const asTold = 'the messages above say what';

export const programChecks: readonly ProgramCheck[] = [
  { name: 'format', script: ['oxfmt', 'bin/oxfmt'], args: ['--check'], remedy: 'npm run format' },
  {
    name: 'lint and import directions',
    script: ['oxlint', 'bin/oxlint'],
    // The machine's sources, where a fleet goes on with them, are held to its own rules.
    args: ['--deny-warnings', '--ignore-pattern', 'fleetwright/**'],
    remedy: asTold,
  },
  { name: 'types', script: ['typescript', 'bin/tsc'], args: ['--noEmit'], remedy: asTold },
  {
    name: 'no dead code',
    script: ['knip', 'bin/knip.js'],
    args: ['--no-progress', '--no-config-hints', '--cache', '--cache-location', '.cache/knip'],
    // It judges the machine. A fleet that has the package has neither knip nor this file.
    askedForBy: 'knip.jsonc',
    remedy: 'delete what is unused, or its `export`',
  },
];
