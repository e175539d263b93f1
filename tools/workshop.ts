// What finding and building depend on, in one value, so that a test can work in a folder of its own.
import { fileURLToPath } from 'node:url';
import { type Progress, progressOn } from './progress.ts';

export interface Workshop {
  /** Folder with a folder for each program, or for several of one source, that pins it. */
  readonly pins: string;
  /** Environment that says where programs and the cache are; builders inherit it. */
  readonly env: NodeJS.ProcessEnv;
  /** Told of every build. */
  readonly progress: Progress;
}

/** The project's own pins, the environment of this process, and progress on stderr. */
export function workshop(): Workshop {
  return {
    pins: fileURLToPath(new URL('.', import.meta.url)),
    env: process.env,
    progress: progressOn(process.stderr),
  };
}
