// What one more service costs: the time a service in a large fleet, as a ratio to that in a small one.
import { progressOn } from '../tools/progress.ts';
import { diffOf } from './bench/diff.ts';
import { synthOf } from './bench/synth.ts';
import { type Command, type ExitCode, main } from './cli.ts';

const small = 100;
const large = 1000;
const rounds = 3;
/** A service of the large fleet may take this many times as long as one of the small: more, and cost is not linear. */
const limit = 1.3;

/** Runs something on a fleet of so many services and returns the milliseconds that it took. */
type Measure = (services: number) => number;

const measures: Readonly<Record<string, Measure>> = { synth: synthOf, diff: diffOf };

const bench: Command<Record<never, never>> = {
  meta: {
    name: 'npm run bench --',
    description: `Compare ${Object.keys(measures).join(' and ')} of ${small} and of ${large} services, time a service`,
  },
  args: {},
  run: (_context, { stdout }): ExitCode => {
    const ratios = Object.entries(measures).map(([name, measure]) => {
      // The first run also pays for loading schemas and warming up.
      measure(small);
      const ratio = best(name, measure, large) / best(name, measure, small);
      stdout.write(`${name}: ratio ${ratio.toFixed(2)}, at most ${limit}\n`);
      return ratio;
    });
    return ratios.every((ratio) => ratio <= limit) ? 0 : 1;
  },
};

/** Milliseconds a service, in the best of some rounds: what else the machine does only ever adds. */
function best(name: string, measure: Measure, services: number): number {
  const done = progressOn(process.stderr)(`${name} of ${services} services, ${rounds} times`);
  const each = Math.min(...Array.from({ length: rounds }, () => measure(services))) / services;
  done(`${name} of ${services} services: ${each.toFixed(2)} ms each`);
  return each;
}

await main(bench);
