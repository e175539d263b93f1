// Values that go through every command leave no trace: not in the work tree, in Git, in dist/, in what is printed, in the
// arguments of a process, in a temporary folder.
import { createHash } from 'node:crypto';
import { chmodSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../../tools/describe-with.ts';
import { Desk, type Ended } from './desk.ts';
import { needles, tracesBelow, tracesIn, tracesInGit, processWatch } from './traces.ts';

const canaries = {
  user: 'canary-of-the-user-c41d77',
  password: 'canary-of-the-password-90be12',
  next: 'canary-that-was-set-5ac8f3',
  edited: 'canary-from-the-editor-1d2e6b',
  broken: 'canary-in-broken-yaml-77f0aa',
  argument: 'canary-in-an-argument-b3c9d5',
  generated: 'canary-that-was-generated-e20b94',
  plain: 'canary-in-the-clear-38fa6d',
};
const wanted = needles(Object.values(canaries));
const edge = 'lab/edge';

describeWith(['sops', 'age-keygen'], 'values that go through the commands', ({ 'age-keygen': ageKeygen }) => {
  const output: Ended[] = [];
  const processes = processWatch(wanted);
  let desk: Desk;
  beforeAll(async () => {
    desk = new Desk(ageKeygen);
    desk.declare(['user', 'password'], canaries.generated);
  }, 120_000);
  afterAll(() => desk.remove());

  /** Waits for a command while all command lines are watched. */
  async function watched(command: Promise<Ended>): Promise<Ended> {
    const stop = processes.start(20);
    try {
      const ended = await command;
      output.push(ended);
      return ended;
    } finally {
      stop();
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
      ...processes.found,
    ];
  }

  const leftovers = (): string[] => readdirSync(desk.memory);

  test('leave no trace, whether a command does its work or refuses it', async () => {
    const both = JSON.stringify({ user: canaries.user, password: canaries.password });
    const runs: [args: string[], options: Parameters<Desk['secrets']>[1], code: number][] = [
      [['adopt', 'lab', '--recovery', desk.key.recipient], {}, 0],
      [['create', 'pilot/edge', '--generate'], {}, 0],
      [['create', 'live/edge', '--generate'], {}, 0],
      [['create', edge, '--json', '--replace'], { input: both }, 0],
      [['create', edge, '--json', '--replace'], { input: `${both.slice(0, -1)}, ` }, 2],
      [['create', edge, '--json', '--replace'], { input: JSON.stringify({ user: [canaries.user] }) }, 2],
      [['create', edge, '--key', 'other', '--replace'], { input: canaries.password }, 2],
      [['set', edge, 'password'], { input: canaries.next }, 0],
      [['set', edge, 'password'], { input: canaries.next, env: { SOPS_AGE_KEY_FILE: '/nonexistent' } }, 1],
      [['set', edge, 'password', Buffer.from('an argument').toString('hex')], { input: canaries.next }, 2],
      [['set', edge, 'user', '--generate'], {}, 0],
      [['edit', edge], { env: editor(`user: ${canaries.edited}\npassword: ${canaries.next}\n`) }, 0],
      [['edit', edge], { env: editor(`user: [${canaries.broken}\npassword: "${canaries.broken}\n`) }, 2],
      [['edit', edge], { env: editor(`user: {a: ${canaries.broken}}\npassword: 7\n`) }, 2],
      [['rotate', edge], {}, 0],
      [['updatekeys', '--cluster', 'lab'], {}, 0],
      [['list', '--cluster', 'lab'], {}, 0],
      [['check'], {}, 0],
      [['check', '--with-key'], {}, 1],
      [['check', '--with-key', '--cluster', 'lab'], {}, 0],
    ];
    for (const [args, options, code] of runs) {
      const ended = await watched(desk.secrets(args, options));
      expect({ args, code: ended.code, said: ended.code === code ? '' : ended.stderr }).toEqual({
        args,
        code,
        said: '',
      });
    }
    expect(await watched(desk.run('commands/synth.ts', []))).toMatchObject({ code: 0 });
    expect(await watched(desk.commitWithHook('Give values'))).toMatchObject({ code: 0 });
    expect(traces()).toEqual([]);
    expect(leftovers()).toEqual([]);
  }, 600_000);

  test('are not repeated by what refuses them, where somebody has put them into a file in the clear', async () => {
    const file = join(desk.checkout.folder, `secrets/${edge}.yaml`);
    const encrypted = readFileSync(file, 'utf8');
    const base64 = Buffer.from(canaries.plain).toString('base64');
    for (const [from, to] of [
      [/ENC\[[^\]]*\]/, canaries.plain],
      ['stringData:\n', `data:\n    user: ${base64}\nstringData:\n    # ${canaries.plain}\n`],
      ['stringData:\n', `stringData:\n    user: [${canaries.plain}\n`],
      [/ENC\[AES256_GCM,data:/, `ENC[AES256_GCM,data:${canaries.plain}`],
    ] as const) {
      writeFileSync(file, encrypted.replace(from, to));
      for (const ended of [
        await watched(desk.secrets(['check', '--with-key', '--cluster', 'lab'])),
        await watched(desk.commitWithHook('Leak')),
        await watched(desk.run('commands/synth.ts', [])),
      ]) {
        expect(ended.code).toBe(1);
        expect(ended.stderr).toContain(`secrets/${edge}.yaml`);
      }
      writeFileSync(file, encrypted);
    }
    expect([...output.flatMap(({ stdout, stderr }) => tracesIn(stdout + stderr, wanted)), ...processes.found]).toEqual(
      [],
    );
    // Logs of npm, which runs the hook, and of whatever else keeps some.
    for (const folder of ['.home', '.tmp', 'dist'])
      expect(tracesBelow(join(desk.checkout.folder, folder), wanted)).toEqual([]);
  }, 600_000);

  test('are not repeated where somebody gives one as an argument', async () => {
    for (const args of [
      ['set', edge, 'password', canaries.argument],
      ['set', edge, 'password', `--value=${canaries.argument}`],
      ['set', edge, canaries.argument],
      ['create', edge, canaries.argument, '--replace'],
      ['create', canaries.argument],
    ]) {
      const { code, stdout, stderr } = await desk.secrets(args);
      expect(code).toBe(2);
      expect(tracesIn(stdout + stderr, wanted)).toEqual([]);
    }
  }, 300_000);
});
