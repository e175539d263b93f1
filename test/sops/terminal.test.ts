// At a real terminal nothing that is typed or pasted for a question is shown, cut short, or left for the shell.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { canOpenTerminal, TerminalSession } from './terminal.ts';

if (!canOpenTerminal) process.stderr.write('SKIPPED at a real terminal: script(1) of util-linux is not here\n');
const block = canOpenTerminal ? describe : describe.skip;

const lines = ['-----BEGIN NOTHING-----', 'echo-this-would-run', '-----END NOTHING-----'];
const folder = mkdtempSync(join(tmpdir(), 'fleetwright-terminal-'));
afterAll(() => rmSync(folder, { recursive: true }));

block('at a terminal', () => {
  const got = (key: string, value: string): string => `got ${key} ${Buffer.from(value).toString('base64')}`;

  /** Asks, and then takes what is left for whoever reads next; the session, and what that was. */
  async function asked(options: string, type: (session: TerminalSession) => Promise<void>): Promise<[string, string]> {
    const left = join(folder, 'left');
    const asks = `'${process.execPath}' --conditions=source --import ./typescript.js test/sops/asks.ts ${options}`;
    const session = new TerminalSession(`echo ready; ${asks}; echo "code $?"; cat >${left}`);
    try {
      await type(session);
      await session.see('code ');
      session.type('that is all\n\u0004');
      await session.end();
    } finally {
      session.close();
    }
    return [session.shown, readFileSync(left, 'utf8')];
  }

  /** Nothing was left but what was typed afterwards, which is shown again; nothing of what is secret was shown. */
  function expectNoTrace([shown, left]: [string, string], secret: readonly string[] = lines): void {
    expect(left).toBe('that is all\n');
    expect(shown).toContain('that is all');
    for (const each of secret) expect(shown).not.toContain(each);
  }

  test('what is pasted is one value with all its lines', async () => {
    const ended = await asked('', async (session) => {
      await session.see('key (Enter alone: generate one): ');
      expect(session.shown).toContain('\u001b[?2004h');
      session.type(`\u001b[200~${lines.join('\r')}\r\u001b[201~`);
      session.type('\r');
      await session.see(got('key', lines.join('\n')));
    });
    expectNoTrace(ended);
    expect(ended[0]).toContain('\u001b[?2004l');
    expect(ended[0]).toContain('code 0');
  });

  test('lines of a terminal that does not mark what is pasted are refused, and none is left', async () => {
    const ended = await asked('', async (session) => {
      await session.see('key (Enter alone: generate one): ');
      session.type(`${lines.join('\r')}\r`);
      await session.see('More than one line came at once');
    });
    expectNoTrace(ended);
    expect(ended[0]).toContain('code 2');
  });

  test('what is typed before the question is neither shown nor taken', async () => {
    const begin = join(folder, 'begin');
    const ended = await asked(`--after ${begin}`, async (session) => {
      await session.see('loading');
      session.type('hunter2-typed-ahead\r');
      writeFileSync(begin, '');
      await session.see('What was typed before this question is not taken.');
      session.type('later\r');
      await session.see(got('key', 'later'));
    });
    expectNoTrace(ended, ['hunter2-typed-ahead']);
    expect(ended[0]).toContain('code 0');
  });

  test('one key after the other is asked for, and text that is not ASCII comes through', async () => {
    const ended = await asked('--keys user,password', async (session) => {
      await session.see('user (Enter alone: generate one): ');
      session.type('Grüße 世x\u007f界\r');
      await session.see('password (Enter alone: generate one): ');
      session.type('hunter2\r');
      await session.see(got('password', 'hunter2'));
      await session.see(got('user', 'Grüße 世界'));
    });
    expectNoTrace(ended, ['Grüße', 'hunter2']);
    expect(ended[0]).toContain('code 0');
  });

  test('Ctrl-C gives up', async () => {
    const ended = await asked('', async (session) => {
      await session.see('key (Enter alone: generate one): ');
      session.type('hunter2\u0003');
      await session.see('cancelled; nothing was written');
    });
    expectNoTrace(ended, ['hunter2']);
    expect(ended[0]).toContain('code 2');
  });
});
