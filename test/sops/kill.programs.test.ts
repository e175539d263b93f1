// Killed at any moment, a command leaves no trace of a value and no file but a whole one, the old or the new.
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { decryptDocument } from '../../sops/sops-file.ts';
import { readRecipients } from '../../lib/secrets/recipients.ts';
import { until } from '../../loop/until.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { commandOf, parentOf, pids } from '../../tools/processes.ts';
import { KeyVault } from '../../loop/key-vault/key-vault.ts';
import { fixtureFleet } from '../support/repository.ts';
import { typescript } from '../../tools/typescript.ts';
import { Desk } from './desk.ts';
import { newKey, publicHalf } from './folder.ts';
import { needles, tracesBelow, tracesIn, tracesInGit, processWatch } from './traces.ts';

const kills = 50;
const program = resolve('test/sops/killed.ts');
/** Found from the repository, for the process runs elsewhere. */
const canaries = {
  user: 'canary-of-the-user-c41d77',
  edited: 'canary-of-the-user-c41d78',
  password: 'canary-of-the-password-90be12',
  set: 'canary-that-was-set-5ac8f3',
  generated: 'canary-that-was-generated-e20b94',
};
const wanted = needles(Object.values(canaries));
const edge = 'secrets/lab/edge.yaml';
const keys = 'clusters/keys/lab.yaml';
const demonstration = readFileSync(join(fixtureFleet, keys), 'utf8');
/** Each command, and what stands on its standard input. */
const inputs: Readonly<Record<string, string>> = {
  create: JSON.stringify({ user: canaries.user, password: canaries.password }),
  edit: '',
  set: canaries.set,
  rotate: '',
  updatekeys: '',
  adopt: '',
};

describeWith(['sops', 'age-keygen'], 'a command that is killed', ({ 'age-keygen': ageKeygen }) => {
  const said: string[] = [];
  const processes = processWatch(wanted);
  let vault: KeyVault;
  let desk: Desk;

  beforeAll(async () => {
    vault = await KeyVault.start();
    desk = new Desk(ageKeygen);
    desk.declare(['user', 'password']);
    await desk.adopt();
    const developer = newKey(ageKeygen, desk.temporary, 'developer.txt');
    const recipients = { keyVault: publicHalf(vault.key), age: [desk.key.recipient, developer.recipient] };
    writeFileSync(temporary('recipients.json'), JSON.stringify(recipients));
    writeFileSync(temporary('editor.sh'), `#!/bin/sh\nsleep 0.05\nsed -i 's/c41d77/c41d78/' "$1"\n`);
    chmodSync(temporary('editor.sh'), 0o755);
  }, 120_000);
  afterAll(async () => {
    await vault.close();
    desk.remove();
  });

  const temporary = (name: string): string => join(desk.temporary, name);
  const read = (file: string): string => readFileSync(join(desk.checkout.folder, file), 'utf8');

  test(`leaves nothing, ${kills} times at random moments`, async () => {
    const names = Object.keys(inputs);
    const paces = new Map<string, number>();
    for (const command of names) paces.set(command, (await run(command)).worked);
    const seen = { killed: 0, old: 0 };
    const moments = fc.sample(fc.double({ min: 0, max: 1.1, noNaN: true }), { numRuns: 6 * kills, seed: 8 });
    for (const [index, moment] of moments.entries()) {
      if (seen.killed === kills) break;
      const command = names[index % names.length] ?? '';
      const before = read(edge);
      const { killed } = await run(command, moment * (paces.get(command) ?? 0));
      if (!killed) continue;
      seen.killed += 1;
      // As somebody might who commits just then; a file that goes meanwhile is no matter.
      spawnSync('git', ['-C', desk.checkout.folder, 'add', '--all', '--ignore-errors']);
      const after = read(edge);
      if (after === before) seen.old += 1;
      // Whole in the eyes of sops, its MAC included.
      const { stringData = {} } = await decryptDocument(after, { env: desk.key.env });
      expect(Object.keys(stringData)).toEqual(['user', 'password']);
      expect(readRecipients(join(desk.checkout.folder, keys)).faults).toEqual([]);
    }
    expect(seen.killed).toBe(kills);
    // Moments before the writing, or this would have tested nothing. After it the process is gone within milliseconds.
    expect(seen.old).toBeGreaterThan(0);

    await until(() => readdirSync(desk.memory).length === 0, { what: 'the guardians have done their work' });
    expect(readdirSync(join(desk.checkout.folder, 'secrets/lab'))).toEqual(['edge.yaml', 'tickets-api-token.yaml']);
    // What the last one left is gone on with: to the recipients of the keys file, and into dist/.
    for (const [file, ...args] of [
      ['commands/secrets.ts', 'updatekeys', '--cluster', 'lab'],
      ['commands/synth.ts', '--cluster', 'lab'],
    ] as const) {
      const { code, stdout, stderr } = await desk.run(file, args);
      said.push(stdout, stderr);
      expect({ file, code, stderr }).toEqual({ file, code: 0, stderr: '' });
    }
    expect(readdirSync(join(desk.checkout.folder, 'dist/lab/apps/tickets/tickets'))).toContain('Secret_edge.yaml');
    desk.commit('Go on');
    expect([
      ...tracesBelow(desk.checkout.folder, wanted),
      ...tracesInGit(desk.checkout.folder, wanted),
      ...tracesIn(said.join(''), wanted),
      ...processes.found,
    ]).toEqual([]);
  }, 900_000);

  test('together with its guard leaves the values in the clear, and the next command removes them', async () => {
    const [opened, closed] = [temporary('opened'), temporary('closed')];
    const waiting = `#!/bin/sh\ntouch ${opened}\nwhile [ ! -e ${closed} ]; do sleep 0.1; done\n`;
    writeFileSync(temporary('waiting.sh'), waiting);
    chmodSync(temporary('waiting.sh'), 0o755);
    await run('create');
    const child = started('edit', { EDITOR: temporary('waiting.sh') });
    // What the editor has open, too.
    const ended = once(child, 'close');
    try {
      await until(() => existsSync(opened), { what: 'the editor has the values' });
      const guards = pids().filter((pid) => parentOf(pid) === String(child.pid) && commandOf(pid).includes(' guard '));
      expect(guards.length).toBe(1);
      for (const pid of [...guards.map(Number), child.pid ?? 0]) process.kill(pid, 'SIGKILL');
      await until(() => !pids().some((pid) => guards.includes(pid) && commandOf(pid) !== ''), {
        what: 'the guard is gone',
      });
      expect(tracesBelow(desk.memory, wanted)).not.toEqual([]);
      expect(await desk.secrets(['list', '--cluster', 'lab'])).toMatchObject({ code: 0 });
      expect(readdirSync(desk.memory)).toEqual([]);
    } finally {
      writeFileSync(closed, '');
      await ended;
    }
  }, 120_000);

  function started(command: string, env: NodeJS.ProcessEnv = {}): ChildProcessWithoutNullStreams {
    return spawn(process.execPath, [...typescript, program, command, temporary('recipients.json')], {
      cwd: desk.checkout.folder,
      env: {
        ...desk.key.env,
        TMPDIR: desk.temporary,
        XDG_RUNTIME_DIR: desk.memory,
        EDITOR: temporary('editor.sh'),
        GENERATED: canaries.generated,
        ...env,
      },
    });
  }

  /** Runs a command, to its end or to some milliseconds after it began its work, and watches all command lines meanwhile. */
  async function run(command: string, after?: number): Promise<{ killed: boolean; worked: number }> {
    if (command === 'adopt') writeFileSync(join(desk.checkout.folder, keys), demonstration);
    const child = started(command);
    let began = 0;
    const hear = (chunk: Buffer): void => {
      said.push(chunk.toString());
      if (began !== 0) return;
      began = performance.now();
      if (after !== undefined) setTimeout(() => child.kill('SIGKILL'), after);
    };
    for (const stream of [child.stdout, child.stderr]) stream.on('data', hear);
    child.stdin.on('error', () => undefined);
    child.stdin.end(inputs[command]);
    const ended = once(child, 'close');
    const stop = processes.start(50);
    const [code] = (await ended) as [number | null];
    stop();
    return { killed: code === null, worked: performance.now() - began };
  }
});
