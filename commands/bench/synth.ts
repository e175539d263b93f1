// The synth of a fleet, from an empty tree to the files on disk.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporaryFolder } from '../../tools/temporary-folder.js';
import { fleetOf } from './fleet.ts';

/** Milliseconds for a fleet of so many services. */
export function synthOf(services: number): number {
  const folder = mkdtempSync(join(temporaryFolder ?? tmpdir(), 'fleetwright-bench-'));
  try {
    const start = performance.now();
    fleetOf(services, join(folder, 'dist')).synth();
    return performance.now() - start;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
