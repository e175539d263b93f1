// A program that is started here: its end and its words come back, and nothing that may be secret is in an error.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { rooms } from '../../tools/rooms.ts';
import { isMissing, output, outputSync, run, runSync } from '../../tools/run.ts';
import { workTreeFiles } from '../support/work-tree.ts';

const node = process.execPath;
const prints = ['-e', "process.stdout.write('out'); process.stderr.write('err'); process.exitCode = 3"];

describe.each([
  ['run', run],
  ['runSync', async (...args: Parameters<typeof runSync>) => runSync(...args)],
])('%s', (_name, start) => {
  const text = async (...args: Parameters<typeof run>) => {
    const { stdout, ...ended } = await start(...args);
    return { ...ended, stdout: stdout.toString() };
  };

  test('tells the exit code, and both outputs apart', async () => {
    expect(await text(node, prints)).toEqual({ code: 3, stdout: 'out', stderr: 'err' });
  });

  test('gives what it reads on standard input, also to one that reads none', async () => {
    const input = 'x'.repeat(2 ** 20);
    expect(await text('cat', [], { input })).toMatchObject({ code: 0, stdout: input });
    expect(await text('true', [], { input })).toMatchObject({ code: 0, stdout: '' });
    expect(await text('cat', [])).toMatchObject({ code: 0, stdout: '' });
  });

  test('takes one that is killed for one that failed', async () => {
    expect(await text('sh', ['-c', 'kill -9 $$'])).toMatchObject({ code: 1 });
  });

  test('reads no argument as a shell would', async () => {
    const odd = '$(touch pwned); "a b" *';
    expect(await text(node, ['-p', 'process.argv[1]', odd])).toMatchObject({ stdout: `${odd}\n` });
  });

  test('says of one that is not there that it is missing', async () => {
    const error: unknown = await text('/no/such/program', []).catch((thrown: unknown) => thrown);
    expect(isMissing(error)).toBe(true);
  });
});

describe.each([
  ['output', output],
  ['outputSync', async (...args: Parameters<typeof outputSync>) => outputSync(...args)],
])('%s', (_name, outputOf) => {
  test('is what it prints', async () => {
    expect(await outputOf('sh', ['-c', 'echo out; echo err >&2'])).toBe('out\n');
  });

  test('fails with its words, and neither what it was given to read nor its arguments', async () => {
    const secret = 'never-printed';
    const failed = outputOf('/bin/sh', ['-c', 'cat >/dev/null; echo why >&2; exit 1', secret], { input: secret });
    await expect(failed).rejects.toThrow(/^sh -c: why$/);
    await expect(outputOf('/bin/sh', ['-c', 'exit 7', secret])).rejects.toThrow(/^sh -c: exit code 7$/);
  });
});

/** Who starts programs otherwise, and what is no collected output there. */
const byHand: Readonly<Record<string, string>> = {
  'commands/create/steps.ts': 'a person follows what the steps print',
  'loop/git-server.ts': 'Git serves a stream',
  'loop/node/kubectl.ts': 'a drain is watched while it goes on',
  'loop/sandbox.ts': 'servers, which run until they are ended',
  'sops/editor.ts': "an editor, on the person's terminal",
  'sops/guard.ts': 'a shell that outlives its command',
  'sops/questions.ts': "settings of the person's terminal",
  'tools/run.ts': 'itself',
};

test('whoever collects what a program prints does it here', () => {
  const code = workTreeFiles(...rooms.map((room) => `${room}/*.ts`));
  const starts = code.filter((file) => readFileSync(file, 'utf8').includes("from 'node:child_process'"));
  expect(starts.toSorted()).toEqual(Object.keys(byHand));
});
