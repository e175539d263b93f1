// What finding and building depend on, in one value, so that a test can work in a folder of its own.
import { fileURLToPath } from 'node:url';
import { type Progress, progressOn } from './progress.ts';

export interface Workshop {
  /** Folder with one Go module for each program. */
  readonly modules: string;
  /** Environment that says where programs and the cache are; Go inherits it. */
  readonly env: NodeJS.ProcessEnv;
  /** Told of every build. */
  readonly progress: Progress;
}

/** The project's own pins, the environment of this process, and progress on stderr. */
export function workshop(): Workshop {
  return {
    modules: fileURLToPath(new URL('.', import.meta.url)),
    env: process.env,
    progress: progressOn(process.stderr),
  };
}
