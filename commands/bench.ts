// What one more service costs: the time a service in a large fleet, as a ratio to that in a small one.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { progressOn } from '../tools/progress.ts';
import { fleetOf } from './bench/fleet.ts';
import { type Command, type ExitCode, main } from './cli.ts';

const small = 100;
const large = 1000;
const rounds = 3;
/** A service of the large fleet may take this many times as long as one of the small: more, and cost is not linear. */
const limit = 1.3;

const bench: Command<Record<never, never>> = {
  meta: {
    name: 'npm run bench --',
    description: `Compare the synth of ${small} and of ${large} services, time a service`,
  },
  args: {},
  run: (): ExitCode => {
    // The first run also pays for loading schemas and warming up.
    measure(small);
    const perService = { small: best(small), large: best(large) };
    const ratio = perService.large / perService.small;
    process.stdout.write(`ratio ${ratio.toFixed(2)}, at most ${limit}\n`);
    return ratio <= limit ? 0 : 1;
  },
};

/** Milliseconds a service, in the best of some rounds: what else the machine does only ever adds. */
function best(services: number): number {
  const done = progressOn(process.stderr)(`${services} services, ${rounds} times`);
  const each = Math.min(...Array.from({ length: rounds }, () => measure(services))) / services;
  done(`${services} services: ${each.toFixed(2)} ms each`);
  return each;
}

/** Milliseconds from an empty tree to the files on disk. */
function measure(services: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'fleetwright-bench-'));
  try {
    const start = performance.now();
    fleetOf(services, join(folder, 'dist')).synth();
    return performance.now() - start;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main(bench);
