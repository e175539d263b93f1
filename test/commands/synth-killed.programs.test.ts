// The whole command, killed: dist/ is whole afterwards. It needs no program; it is among those tests for its length.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { recover } from '../../render/publish/index.ts';
import { Checkout, differences } from '../support/checkout.ts';
import { scriptOptions } from '../support/script-options.ts';

const kills = 50;
const checkout = new Checkout({ copiesMachine: true });
const work = '.dist.publish';
afterAll(() => checkout.remove());

/** Two inputs: their trees differ in every chart, and each has files that the other lacks. */
const edits = [
  { file: 'lib/flux/kustomization.ts', texts: ["interval: '10m'", "interval: '11m'"] },
  { file: 'charts/tickets.ts', texts: ["'overview'", "'summary'"] },
] as const;
type Input = 0 | 1;
let written: Input = 0;

function write(input: Input): void {
  if (input !== written) for (const { file, texts } of edits) checkout.edit(file, texts[written], texts[input]);
  written = input;
}

test(`synth that is killed, ${kills} times at random moments, leaves the old dist/ or the new one`, async () => {
  const first = checkout.tree('dist');
  write(1);
  const { took, published } = await synth();
  const pace = { took, published };
  const trees = [first, checkout.tree('dist')] as const;
  expect(differences(...trees)).not.toHaveLength(0);

  const seen = { kills: 0, halfWay: 0, old: 0, new: 0 };
  let current: Input = 1;
  for (const moment of moments) {
    const next: Input = current === 0 ? 1 : 0;
    write(next);
    const run = await synth(at(moment, pace));
    if (run.killed) seen.kills += 1;
    else pace.took = run.took;
    if (existsSync(join(checkout.folder, work))) seen.halfWay += 1;

    recover(join(checkout.folder, 'dist'));
    const tree = checkout.tree('dist');
    const whole: Input[] = [current, next].filter((input) => differences(tree, trees[input]).length === 0);
    expect(whole).toHaveLength(1);
    const isNew = whole[0] === next;
    seen[isNew ? 'new' : 'old'] += 1;
    if (isNew) current = next;
    if (moment.after === 'publish') pace.published *= isNew ? 0.8 : 1.25;
    if (seen.kills === kills) break;
  }
  expect(seen.kills).toBe(kills);
  // Moments before and after the swap, or this would have tested nothing.
  expect(Math.min(seen.old, seen.new, seen.halfWay)).toBeGreaterThan(kills / 10);
}, 300_000);

/**
 * How long a run takes, and how long of that it publishes, in milliseconds. Other work on the machine changes both: the second is
 * longer after a kill that came before the swap, and shorter after one that came too late.
 */
interface Pace {
  readonly took: number;
  readonly published: number;
}

/** When a run is killed: at which part of it after its start, or of the publishing after that began. */
interface Moment {
  readonly after: 'start' | 'publish';
  readonly part: number;
}

/** Every third by the clock, late in the run; the others around the publishing, which is too short to hit by the clock. */
const part = (from: number, to: number) => fc.integer({ min: from, max: to }).map((percent) => percent / 100);
const late = fc.record({ after: fc.constant('start' as const), part: part(40, 110) });
const publish = fc.record({ after: fc.constant('publish' as const), part: part(0, 100) });
const moments: readonly Moment[] = fc.sample(fc.noBias(fc.oneof(late, publish, publish)), {
  numRuns: 3 * kills,
  seed: 8,
});

/** A moment in milliseconds. */
interface Kill {
  readonly after: Moment['after'];
  readonly milliseconds: number;
}

function at({ after, part: share }: Moment, { took, published }: Pace): Kill {
  return { after, milliseconds: share * (after === 'start' ? took : published) };
}

/** Runs the command, to its end or to that moment. */
async function synth(kill?: Kill): Promise<Pace & { readonly killed: boolean }> {
  const started = performance.now();
  const child = spawn(process.execPath, [...scriptOptions, 'commands/synth.ts'], {
    cwd: checkout.folder,
    env: {},
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const killLater = (milliseconds: number) => void setTimeout(() => child.kill('SIGKILL'), milliseconds);
  if (kill?.after === 'start') killLater(kill.milliseconds);

  const publish: number[] = [];
  const watcher = watch(checkout.folder, (_event, name) => {
    if (name !== work) return;
    if (publish.length === 0 && kill?.after === 'publish') killLater(kill.milliseconds);
    publish.push(performance.now());
  });
  const ended: unknown[] = await once(child, 'close');
  watcher.close();
  expect(ended).toEqual(ended[1] === null ? [0, null] : [null, 'SIGKILL']);
  const [from = 0, to = from] = [publish[0], publish.at(-1)];
  return { killed: ended[1] !== null, took: performance.now() - started, published: to - from };
}
