// Killed at any moment, a command leaves no trace of a value and no file but a whole one, the old or the new.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { decrypt } from '../../../commands/secrets/sops-file.ts';
import { write } from '../../../commands/secrets/write.ts';
import { describeWith } from '../../programs.ts';
import { KeyVault } from '../../support/key-vault/key-vault.ts';
import { bytes, edge, inFolder, publicHalf } from './folder.ts';
import { needles, tracesBelow, tracesIn, tracesInProcesses } from './traces.ts';

const kills = 50;
const program = resolve('test/commands/secrets/killed.ts');
const canaries = {
  user: 'canary-of-the-user-c41d77',
  password: 'canary-of-the-password-90be12',
  other: 'canary-another-5ac8f3',
};
const first = { user: canaries.user, password: canaries.password };
const wanted = needles(Object.values(canaries));
const inputs: Readonly<Record<string, string>> = {
  create: JSON.stringify(first),
  set: canaries.other,
  edit: '',
  rotate: '',
};

describeWith(['sops', 'age-keygen'], 'a command that is killed', ({ 'age-keygen': ageKeygen }) => {
  let vault: KeyVault;
  let memory = '';
  beforeAll(async () => {
    vault = await KeyVault.start();
    memory = mkdtempSync('/dev/shm/fleetwright-test-');
  });
  afterAll(async () => {
    await vault.close();
    rmSync(memory, { recursive: true });
  });

  test(
    `leaves nothing, ${kills} times at random moments`,
    () =>
      inFolder(ageKeygen, async ({ recipient }, folder) => {
        const recipients = { keyVault: publicHalf(vault.key), age: [recipient] };
        const { file } = edge(recipients);
        writeFileSync('recipients.json', JSON.stringify(recipients));
        writeFileSync('editor.sh', `#!/bin/sh\nsleep 0.05\nsed -i 's/c41d77/c41d78/' "$1"\n`);
        chmodSync('editor.sh', 0o755);
        mkdirSync('tmp');
        await write(edge(recipients), bytes(first), undefined);
        const seen = { killed: 0, old: 0, new: 0 };
        const said: string[] = [];

        const paces = new Map<string, number>();
        for (const command of Object.keys(inputs)) paces.set(command, (await run(command)).worked);
        const moments = fc.sample(fc.double({ min: 0, max: 1.1, noNaN: true }), { numRuns: 6 * kills, seed: 8 });
        for (const [index, moment] of moments.entries()) {
          if (seen.killed === kills) break;
          const command = Object.keys(inputs)[index % 4] ?? '';
          const before = readFileSync(file, 'utf8');
          const ended = await run(command, moment * (paces.get(command) ?? 0));
          if (!ended.killed) continue;
          seen.killed += 1;
          const after = readFileSync(file, 'utf8');
          seen[after === before ? 'old' : 'new'] += 1;
          // Whole in the eyes of sops, its MAC included.
          expect(Object.keys(await decrypt(after))).toEqual(['user', 'password']);
        }
        expect(seen.killed).toBe(kills);
        // Moments before the writing, or this would have tested nothing. After it the process is gone within milliseconds.
        expect(seen.old).toBeGreaterThan(0);
        await gone();
        expect([...tracesBelow(folder, wanted), ...tracesIn(said.join(''), wanted)]).toEqual([]);
        expect(readdirSync('secrets/dev')).toEqual(['edge.yaml']);

        /** Runs a command, to its end or to some milliseconds after it began its work. */
        async function run(command: string, after?: number): Promise<{ killed: boolean; worked: number }> {
          const child = spawn(process.execPath, ['--import', tsx, program, command], {
            env: {
              ...process.env,
              TMPDIR: join(folder, 'tmp'),
              XDG_RUNTIME_DIR: memory,
              EDITOR: join(folder, 'editor.sh'),
            },
          });
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
          const sample = setInterval(() => said.push(...tracesInProcesses(wanted)), 50);
          const [code] = (await ended) as [number | null];
          clearInterval(sample);
          return { killed: code === null, worked: performance.now() - began };
        }
      }),
    300_000,
  );

  /** Until the guardians have done their work. */
  async function gone(): Promise<void> {
    while (readdirSync(memory).length > 0) await new Promise((ready) => setTimeout(ready, 50));
  }
});

/** Found from the repository, for the process runs elsewhere. */
const tsx = import.meta.resolve('tsx');
