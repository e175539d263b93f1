import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type ExitCode, main } from '../../commands/cli.ts';
import { UsageError } from '../../lib/usage-error.ts';

let out: string;
let err: string;

beforeEach(() => {
  out = err = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((out += String(text))));
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((err += String(text))));
});
afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = 0;
});

/** Runs a command with the options --json, --cluster (-c) and the body; returns the exit code of the process. */
async function exitCodeOf(rawArgs: string[], body: (cluster?: string) => ExitCode | void = () => 0) {
  await main(
    {
      meta: { name: 'npm run sample --', description: 'Sample' },
      args: {
        json: { type: 'boolean', description: 'Print JSON' },
        cluster: { type: 'string', alias: 'c', description: 'One cluster' },
      },
      run: ({ args }) => body(args.cluster),
    },
    rawArgs,
  );
  return process.exitCode;
}

describe('a command', () => {
  test.each<ExitCode>([0, 1, 2])('ends with exit code %i if it returns that', async (code) => {
    expect(await exitCodeOf([], () => code)).toBe(code);
  });

  test('ends with exit code 0 if it returns nothing', async () => {
    expect(await exitCodeOf([], () => {})).toBe(0);
  });

  test('explains itself on standard output and does nothing else when asked for help', async () => {
    const body = jest.fn(() => 1 as const);
    expect(await exitCodeOf(['--help', '--cluster', 'dev'], body)).toBe(0);
    expect(out).toContain('USAGE npm run sample --');
    expect(body).not.toHaveBeenCalled();
  });

  test('that fails ends with exit code 2 and one line, without stack trace or usage', async () => {
    const body = () => {
      throw new Error('the cache cannot be written');
    };
    expect(await exitCodeOf([], body)).toBe(2);
    expect(err).toBe('the cache cannot be written\n');
  });
});

describe('wrong usage ends with exit code 2, says what is wrong, and shows the usage:', () => {
  test.each([
    ['an option that does not exist', ['--clustr', 'dev'], "Unknown option '--clustr'\n"],
    ['an option without its value', ['--cluster'], 'argument missing\n'],
    ['an option with an empty value', ['--cluster', ''], '--cluster is empty; give it a value, or leave it out\n'],
    ['an option twice', ['--cluster', 'dev', '-c', 'lab'], '--cluster is there twice, and one alone would count'],
    ['a word that no option takes', ['dev'], "Unexpected argument 'dev'"],
    ['a value that the command refuses', ['-c', 'moon'], 'no cluster "moon"\n'],
  ])('%s', async (_name, rawArgs, words) => {
    const body = (cluster?: string) => {
      throw new UsageError(`no cluster "${cluster}"`);
    };
    expect(await exitCodeOf(rawArgs, body)).toBe(2);
    expect(err).toContain(words);
    expect(err).toContain('USAGE npm run sample --');
    expect(out).toBe('');
  });
});
