// The whole command, killed: dist/ is whole afterwards. It needs no program; it is among those tests for its length.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { recover } from '../../render/publish/index.ts';
import { Checkout, differences } from '../support/checkout.ts';

const kills = 50;
const checkout = new Checkout();
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
  const pace = await synth();
  const trees = [first, checkout.tree('dist')] as const;
  expect(differences(...trees)).not.toHaveLength(0);

  const seen = { kills: 0, halfWay: 0, old: 0, new: 0 };
  let current: Input = 1;
  for (const moment of moments(pace)) {
    const next: Input = current === 0 ? 1 : 0;
    write(next);
    const { killed } = await synth(moment);
    if (killed) seen.kills += 1;
    if (existsSync(join(checkout.folder, work))) seen.halfWay += 1;

    recover(join(checkout.folder, 'dist'));
    const tree = checkout.tree('dist');
    const whole: Input[] = [current, next].filter((input) => differences(tree, trees[input]).length === 0);
    expect(whole).toHaveLength(1);
    seen[whole[0] === next ? 'new' : 'old'] += 1;
    if (whole[0] === next) current = next;
    if (seen.kills === kills) break;
  }
  expect(seen.kills).toBe(kills);
  // Moments before and after the swap, or this would have tested nothing.
  expect(Math.min(seen.old, seen.new, seen.halfWay)).toBeGreaterThan(kills / 10);
}, 300_000);

/** How long a run took, and how long of that it published, in milliseconds. */
interface Pace {
  readonly took: number;
  readonly published: number;
}

/** When a run is killed: milliseconds after its start, or after it began to publish. */
interface Moment {
  readonly after: 'start' | 'publish';
  readonly milliseconds: number;
}

/** Every third by the clock, late in the run; the others around the publishing, which is too short to hit by the clock. */
function moments({ took, published }: Pace): Moment[] {
  const between = (min: number, max: number) => fc.noBias(fc.integer({ min: Math.round(min), max: Math.round(max) }));
  const late = fc.record({ after: fc.constant('start' as const), milliseconds: between(took * 0.4, took * 1.1) });
  const publish = fc.record({ after: fc.constant('publish' as const), milliseconds: between(0, published) });
  return fc.sample(fc.oneof(late, publish, publish), { numRuns: 3 * kills, seed: 8 });
}

/** Runs the command, to its end or to that moment. */
async function synth(moment?: Moment): Promise<Pace & { readonly killed: boolean }> {
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', './typescript.js', 'commands/synth.ts'], {
    cwd: checkout.folder,
    // A killed tsx may leave half a file in its cache: this cache is nobody else's.
    env: { XDG_CACHE_HOME: join(checkout.folder, '.cache') },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const killLater = (milliseconds: number) => void setTimeout(() => child.kill('SIGKILL'), milliseconds);
  if (moment?.after === 'start') killLater(moment.milliseconds);

  const publish: number[] = [];
  const watcher = watch(checkout.folder, (_event, name) => {
    if (name !== work) return;
    if (publish.length === 0 && moment?.after === 'publish') killLater(moment.milliseconds);
    publish.push(performance.now());
  });
  const ended: unknown[] = await once(child, 'close');
  watcher.close();
  expect(ended).toEqual(ended[1] === null ? [0, null] : [null, 'SIGKILL']);
  const [from = 0, to = from] = [publish[0], publish.at(-1)];
  return { killed: ended[1] !== null, took: performance.now() - started, published: to - from };
}
