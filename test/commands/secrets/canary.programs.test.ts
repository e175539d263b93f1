// Values that go through every command leave no trace: not in the work tree, in Git, in dist/, in what is printed, in the
// arguments of a process, in a temporary folder.
import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../../programs.ts';
import { Desk, type Ended } from './desk.ts';
import { needles, tracesBelow, tracesIn, tracesInGit, tracesInProcesses } from './traces.ts';

const canaries = {
  user: 'canary-of-the-user-c41d77',
  password: 'canary-of-the-password-90be12',
  next: 'canary-that-was-set-5ac8f3',
  edited: 'canary-from-the-editor-1d2e6b',
  broken: 'canary-in-broken-yaml-77f0aa',
  argument: 'canary-in-an-argument-b3c9d5',
};
const wanted = needles(Object.values(canaries));
const edge = 'dev/edge';

describeWith(['sops', 'age-keygen'], 'values that go through the commands', ({ 'age-keygen': ageKeygen }) => {
  const output: Ended[] = [];
  const inProcesses = new Set<string>();
  let desk: Desk;
  beforeAll(async () => {
    desk = new Desk(ageKeygen);
    desk.declare(['user', 'password']);
    output.push(await desk.adopt());
  }, 120_000);
  afterAll(() => desk.remove());

  /** Runs a command while all command lines are watched. */
  async function watched(args: readonly string[], options: Parameters<Desk['secrets']>[1] = {}): Promise<Ended> {
    const watch = setInterval(() => tracesInProcesses(wanted).forEach((trace) => inProcesses.add(trace)), 20);
    try {
      const ended = await desk.secrets(args, options);
      output.push(ended);
      return ended;
    } finally {
      clearInterval(watch);
    }
  }

  /** An editor that leaves this behind. */
  function editor(content: string): { EDITOR: string } {
    const path = join(desk.temporary, `editor-${createHash('sha256').update(content).digest('hex')}.sh`);
    // The content would be a trace itself, were it written there as it is.
    const encoded = Buffer.from(content).toString('hex');
    writeFileSync(
      path,
      `#!/bin/sh\nprintf '%s' ${encoded} | ${process.execPath} -e 'process.stdout.write(Buffer.from(fs.readFileSync(0, "utf8"), "hex"))' > "$1"\n`,
    );
    chmodSync(path, 0o755);
    return { EDITOR: path };
  }

  /** Traces, wherever they could be. */
  function traces(): string[] {
    return [
      ...tracesBelow(desk.checkout.folder, wanted),
      ...tracesInGit(desk.checkout.folder, wanted),
      ...tracesBelow(desk.memory, wanted),
      ...output.flatMap(({ stdout, stderr }) => tracesIn(stdout + stderr, wanted)),
      ...inProcesses,
    ];
  }

  const leftovers = (): string[] => readdirSync(desk.memory);

  test('leave no trace, whether a command does its work or refuses it', async () => {
    const both = JSON.stringify({ user: canaries.user, password: canaries.password });
    const runs: [args: string[], options: Parameters<Desk['secrets']>[1], code: number][] = [
      [['create', edge, '--json', '--replace'], { input: both }, 0],
      [['create', edge, '--json', '--replace'], { input: `${both.slice(0, -1)}, ` }, 2],
      [['create', edge, '--json', '--replace'], { input: JSON.stringify({ user: [canaries.user] }) }, 2],
      [['create', edge, '--key', 'other', '--replace'], { input: canaries.password }, 2],
      [['set', edge, 'password'], { input: canaries.next }, 0],
      [['set', edge, 'password'], { input: canaries.next, env: { SOPS_AGE_KEY_FILE: '/nonexistent' } }, 1],
      [['set', edge, 'password', Buffer.from('an argument').toString('hex')], { input: canaries.next }, 2],
      [['edit', edge], { env: editor(`user: ${canaries.edited}\npassword: ${canaries.next}\n`) }, 0],
      [['edit', edge], { env: editor(`user: [${canaries.broken}\npassword: "${canaries.broken}\n`) }, 2],
      [['edit', edge], { env: editor(`user: {a: ${canaries.broken}}\npassword: 7\n`) }, 2],
      [['rotate', edge], {}, 0],
      [['updatekeys', '--cluster', 'dev'], {}, 0],
      [['list', '--cluster', 'dev'], {}, 0],
    ];
    for (const [args, options, code] of runs) {
      const ended = await watched(args, options);
      expect({ args, code: ended.code, said: ended.code === code ? '' : ended.stderr }).toEqual({
        args,
        code,
        said: '',
      });
    }
    // The other clusters have no such secret: what is rendered is this cluster alone.
    output.push(await desk.run('commands/synth.ts', ['--cluster', 'dev']));
    expect(output.at(-1)).toMatchObject({ code: 0 });
    desk.commit('Give values');
    expect(traces()).toEqual([]);
    expect(leftovers()).toEqual([]);
  }, 180_000);

  test('are not repeated where somebody gives one as an argument', async () => {
    for (const args of [
      ['set', edge, 'password', canaries.argument],
      ['set', edge, 'password', `--value=${canaries.argument}`],
      ['create', edge, canaries.argument, '--replace'],
    ]) {
      const { code, stdout, stderr } = await desk.secrets(args);
      expect(code).toBe(2);
      expect(tracesIn(stdout + stderr, wanted)).toEqual([]);
    }
  }, 120_000);
});
