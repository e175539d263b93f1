// A program that dies can leave its memory in a file: not one that may hold a value.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { until } from '../../loop/until.ts';
import { Checkout } from '../support/checkout.ts';
import { readIfThere } from '../../tools/processes.ts';
import { typescript } from '../../tools/typescript.ts';

const folder = mkdtempSync(join(tmpdir(), 'fleetwright-core-'));
afterAll(() => rmSync(folder, { recursive: true }));
const { NODE_OPTIONS: _jest, ...env } = process.env;
/** The type of a segment, PT_LOAD. */
const loaded = 1;
const canary = 'canary-in-a-core-dump-7d20c1';

/** Where the kernel writes a core into the working directory, one can be looked at. */
const pattern = readIfThere('/proc/sys/kernel/core_pattern').toString('utf8').trim();
const canDump = pattern === 'core' && spawnSync('sh', ['-c', 'ulimit -c unlimited']).status === 0;
if (!canDump)
  process.stderr.write(`SKIPPED looking into a core dump: the kernel hands it to ${JSON.stringify(pattern)}\n`);

const block = canDump ? describe : describe.skip;
block('the core dump of a program that holds a value', () => {
  /** The memory in the dump. */
  function dumped(...args: string[]): Buffer {
    const encoded = Buffer.from(canary).toString('base64');
    const command = ['sh', '-c', 'ulimit -c unlimited; exec "$@"', 'sh', process.execPath, ...typescript];
    const [program = '', ...rest] = [...command, resolve('test/sops/dies.ts'), encoded, ...args];
    const { signal } = spawnSync(program, rest, { cwd: folder, env });
    expect(signal).toBe('SIGABRT');
    const core = readdirSync(folder).find((name) => name.startsWith('core')) ?? '';
    const bytes = readFileSync(join(folder, core));
    rmSync(join(folder, core));
    return memoryIn(bytes);
  }

  test('has the value, so this test can see one', () => {
    expect(dumped().includes(canary)).toBe(true);
  });

  test('has not, where it began as the commands do', () => {
    expect(dumped('begin').includes(canary)).toBe(false);
  });
});

/** What a dump has of memory, which is its segments to be loaded; its notes have registers, and wide ones hold what was copied last. */
function memoryIn(core: Buffer): Buffer {
  // Source: elf(5), Elf64_Ehdr and Elf64_Phdr.
  const [offset, size, count] = [Number(core.readBigUInt64LE(32)), core.readUInt16LE(54), core.readUInt16LE(56)];
  const headers = Array.from({ length: count }, (_none, index) => core.subarray(offset + index * size));
  const segments = headers
    .filter((header) => header.readUInt32LE(0) === loaded)
    .map((header) => {
      const start = Number(header.readBigUInt64LE(8));
      return core.subarray(start, start + Number(header.readBigUInt64LE(32)));
    });
  return Buffer.concat(segments);
}

const onLinux = process.platform === 'linux' ? describe : describe.skip;
onLinux('on Linux', () => {
  test('a command that waits for a value has no memory in a core dump, nor has what it starts', async () => {
    const args = [...typescript, 'commands/secrets.ts', 'set', 'lab/tickets-api-token', 'token'];
    const checkout = new Checkout();
    const child = spawn(process.execPath, args, { cwd: checkout.folder, env, stdio: ['pipe', 'ignore', 'ignore'] });
    try {
      const filter = () => readIfThere(`/proc/${child.pid}/coredump_filter`).toString('utf8').trim();
      await until(() => filter() === '00000000', { what: 'the command dumps no memory' });
    } finally {
      child.kill('SIGKILL');
      checkout.remove();
    }
    expect(child.pid).toBeGreaterThan(0);
  });
});
