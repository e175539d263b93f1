// What a pin comes down to, whichever registry it is of: one command that makes the executable, and what decides it.

/** A program of the machine that makes executables from checked sources. */
export interface Builder {
  /** Looked up on PATH. */
  readonly command: string;
  /** Its name and where it is from, for those who have to install it. */
  readonly title: string;
  readonly site: string;
  /** What it does, for messages. */
  readonly action: string;
  /** Its environment, from the caller's: caches and proxies stay, what would change the executable does not. */
  env(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv;
}

export interface Recipe {
  /** Version as the program's own releases count, `major.minor.patch`. */
  readonly release: string;
  readonly builder: Builder;
  /** Arguments that make it put the executable into `bin/` of that folder. */
  args(folder: string): readonly string[];
  /**
   * Makes, in that folder, the one in which the builder runs; `builder` runs it there before.
   * @default it runs in the folder that pins the program
   */
  readonly prepare?: (
    folder: string,
    builder: (args: readonly string[], cwd: string) => Promise<void>,
  ) => Promise<string>;
  /** Contents of the files that pin it. */
  readonly files: readonly string[];
}
