// What one more service costs: the time a service in a large fleet, as a ratio to that in a small one; and what its objective costs Prometheus.
import { progressOn } from '../tools/progress.ts';
import { toolPaths } from '../tools/tool.ts';
import { diffOf } from './bench/diff.ts';
import { formsOf, sloOf, sloPrograms } from './bench/slo.ts';
import { historyHours, scrapeSeconds } from './bench/slo/history.ts';
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
    description: `Compare ${Object.keys(measures).join(' and ')} of ${small} and of ${large} services, time a service; and see Prometheus evaluate ${large} objectives in time`,
  },
  args: {},
  run: async (_context, { stdout }): Promise<ExitCode> => {
    const ratios = Object.entries(measures).map(([name, measure]) => {
      // The first run also pays for loading schemas and warming up.
      measure(small);
      const ratio = best(name, measure, large) / best(name, measure, small);
      stdout.write(`${name}: ratio ${ratio.toFixed(2)}, at most ${limit}\n`);
      return ratio;
    });
    const slo = await objectives();
    stdout.write(slo.words);
    return ratios.every((ratio) => ratio <= limit) && slo.isInTime ? 0 : 1;
  },
};

/** Seconds between two rounds of evaluation, as `Slo` writes it: a round must be over by then, even if one group ran after the other. */
const round = 60;

async function objectives(): Promise<{ readonly words: string; readonly isInTime: boolean }> {
  const done = progressOn(process.stderr)(`objectives of ${large} services, a round of ${round} s in two forms`);
  const { recorded, raw } = await sloOf(await toolPaths(sloPrograms), formsOf(large));
  done(`objectives of ${large} services: a pod each, ${historyHours} h of history, scraped each ${scrapeSeconds} s`);
  const words = Object.entries({ recorded, 'in raw counters': raw }).map(
    ([form, { seconds, slowest, missed, cpu }]) =>
      `slo ${form}: ${seconds.toFixed(2)} s of ${round} s, slowest group ${(slowest * 1000).toFixed(0)} ms, ${missed} rounds missed, ${cpu.toFixed(2)} s of CPU time\n`,
  );
  const ratio = `${(raw.seconds / recorded.seconds).toFixed(1)}, in CPU time ${(raw.cpu / recorded.cpu).toFixed(1)}`;
  return {
    // A pod more, or a route, doubles what raw counters cost, and what is recorded of a service stays two series.
    words: `${words.join('')}slo: ratio of raw counters to recorded ${ratio}, with two series a service; recorded at most ${round} s, no round missed\n`,
    isInTime: recorded.seconds <= round && recorded.missed === 0,
  };
}

/** Milliseconds a service, in the best of some rounds: what else the machine does only ever adds. */
function best(name: string, measure: Measure, services: number): number {
  const done = progressOn(process.stderr)(`${name} of ${services} services, ${rounds} times`);
  const each = Math.min(...Array.from({ length: rounds }, () => measure(services))) / services;
  done(`${name} of ${services} services: ${each.toFixed(2)} ms each`);
  return each;
}

await main(bench);
