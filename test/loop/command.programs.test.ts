// The loop as a command: it says what is real, ends with an exit code, and leaves nothing behind, however it ends.
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { loopPrograms } from '../../loop/loop.ts';
import { until } from '../../loop/until.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { Checkout } from '../support/checkout.ts';
import { listenersOf } from '../support/listening.ts';
import { nothingLeft, pidsIn, processesIn } from '../support/left-behind.ts';
import { type StartedCommand, startCommand } from '../support/started-command.ts';

/** Of the first chart, which depends on none. */
const release =
  'dist/lab/controllers/prometheus-crds/cluster-config/HelmRelease.helm.toolkit.fluxcd.io_prometheus-operator-crds.yaml';

describeWith(loopPrograms, 'npm run loop', () => {
  let folder = '';
  let checkout: Checkout;
  let loop: StartedCommand;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fleetwright-loop-'));
    checkout = new Checkout();
  });
  afterEach(async () => {
    loop.child.kill('SIGKILL');
    await nothingLeft(folder);
    rmSync(folder, { recursive: true });
    checkout.remove();
  }, 30_000);

  const startLoop = (...args: readonly string[]): StartedCommand =>
    startCommand('loop', { folder, checkout: checkout.folder }, ...args);

  test('brings every chart up, says what is stood in for, listens on loopback alone, and leaves nothing; exit code 0', async () => {
    loop = startLoop('--cluster', 'lab', '--once', '--timeout', '600');
    await until(() => /dependency /.test(loop.said()), { what: 'Flux works', seconds: 300 });
    const listeners = listenersOf([...pidsIn(folder), String(loop.child.pid)]);
    const [code] = (await once(loop.child, 'close')) as [number];
    expect(loop.said()).toMatch(/^Real: .*\nStood in for: nodes and containers \(kwok\)/);
    expect(loop.said()).toMatch(/all \d+ charts of lab are ready\n$/);
    expect(code).toBe(0);
    expect(listeners.elsewhere).toEqual([]);
    expect(listeners.onLoopback.length).toBeGreaterThan(loopPrograms.length / 2);
    expect(readdirSync(folder)).toEqual([]);
    expect(processesIn(folder)).toEqual([]);
  }, 660_000);

  test('ends with exit code 1 where a chart does not become ready, says why, and keeps the logs alone', async () => {
    checkout.edit(release, 'interval: 30m', 'interval: half an hour');
    loop = startLoop('--cluster', 'lab', '--once', '--timeout', '45');
    const [code] = (await once(loop.child, 'close')) as [number];
    expect(loop.said()).toMatch(/^prometheus-crds: false [^\n]*half an hour/m);
    expect(loop.said()).toMatch(/lab did not become ready\n$/);
    expect(code).toBe(1);
    const logs = /logs are in (\S+)$/m.exec(loop.said())?.[1] ?? '';
    expect(readdirSync(logs)).toContainEqual(expect.stringMatching(/^kustomize-controller-\d+\.log$/));
    rmSync(logs, { recursive: true });
    expect(readdirSync(folder)).toEqual([]);
    expect(processesIn(folder)).toEqual([]);
  });

  test('refuses a time that is none before it starts anything', async () => {
    loop = startLoop('--timeout', '2m');
    const [code] = (await once(loop.child, 'close')) as [number];
    expect(loop.end()).toContain('--timeout is a number of seconds, such as 120, not "2m"');
    expect(code).toBe(2);
  });

  test.each([
    ['Ctrl-C', 'SIGINT', 'while charts come up', /dependency /],
    ['kill -9', 'SIGKILL', 'while charts come up', /dependency /],
    ['Ctrl-C', 'SIGINT', 'while programs start', /starting Flux/],
  ] as const)('leaves nothing behind after %s (%s) %s', async (_what, signal, _when, said) => {
    loop = startLoop('--cluster', 'lab');
    await until(() => said.test(loop.said()), { what: `the loop says ${said}`, seconds: 100 });
    expect(processesIn(folder)).not.toEqual([]);
    loop.child.kill(signal);
    const [code] = (await once(loop.child, 'close')) as [number | null];
    expect(code).not.toBe(0);
    await nothingLeft(folder);
  });
});
