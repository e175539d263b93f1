// Tests and the bench make and delete many thousand small files: in memory that takes a fraction of the kernel's time, and no disk is measured.
import { readFileSync, statfsSync } from 'node:fs';

const memory = '/dev/shm';

/** What all tests together may need, in bytes: a container's own /dev/shm is often far too small. */
const room = 4 * 2 ** 30;

/** The environment variable TMPDIR: as it is where somebody set it, else in memory where there is room, else none. */
export const temporaryFolder = process.env.TMPDIR ?? (fits(memory) ? memory : undefined);

/** @param {string} folder */
function fits(folder) {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= room && runsPrograms(folder);
  } catch {
    return false;
  }
}

/**
 * Some of what tests write there is run.
 * @param {string} folder
 */
function runsPrograms(folder) {
  const mounts = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '));
  return mounts.some(([, at, , options = '']) => at === folder && !options.split(',').includes('noexec'));
}
