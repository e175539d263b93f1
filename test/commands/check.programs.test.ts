// `npm run check` puts dist/ to the real API server: it names each file that is refused, in the server's words, and what to write
// instead, and leaves nothing behind, however it ends.
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { bareServerPrograms } from '../../loop/bare-server.ts';
import { until } from '../../loop/until.ts';
import { filePath } from '../../render/paths.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { toYaml } from '../../render/yaml.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { Checkout } from '../support/checkout.ts';
import { nothingLeft, processesIn } from '../support/left-behind.ts';
import { type StartedCommand, startCommand } from '../support/started-command.ts';

const tickets = 'dist/live/apps/tickets/tickets';
const deployment = `${tickets}/Deployment.apps_tickets.yaml`;
const service = `${tickets}/Service_tickets.yaml`;
const ofPilot = deployment.replace('live', 'pilot');
const secret = `${tickets}/Secret_api-token.yaml`;

const storageClass = (skuName: string): KubeObject => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'fast' },
  provisioner: 'disk.csi.azure.com',
  parameters: { skuName },
});

describeWith(bareServerPrograms, 'npm run check', () => {
  let folder = '';
  let checkout: Checkout;
  let check: StartedCommand;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fleetwright-check-'));
    checkout = new Checkout();
    add(storageClass('Premium_LRS'));
    checkout.begin();
  });
  afterEach(async () => {
    check.child.kill('SIGKILL');
    await nothingLeft(folder);
    rmSync(folder, { recursive: true });
    checkout.remove();
  }, 30_000);

  /** Into a chart of the cluster `live`. @returns its file */
  function add(object: KubeObject): string {
    const file = `dist/${filePath({ cluster: 'live', layer: 'platform', chart: 'extra', object })}`;
    mkdirSync(dirname(join(checkout.folder, file)), { recursive: true });
    writeFileSync(join(checkout.folder, file), toYaml(object));
    return file;
  }

  function rewrite(file: string, from: RegExp, to: string): void {
    const path = join(checkout.folder, file);
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(from);
    writeFileSync(path, text.replaceAll(from, to));
  }

  const start = (): StartedCommand => startCommand('check', { folder, checkout: checkout.folder });

  test('an unchanged dist/ passes, and nothing is left', async () => {
    check = start();
    await once(check.child, 'close');
    expect(check.said()).toMatch(/^ok {6}the API server takes dist\/, and its change since HEAD \([0-9a-f]+\)$/m);
    expect(readdirSync(folder)).toEqual([]);
    expect(processesIn(folder)).toEqual([]);
  });

  test('what the API server refuses is named by its file, with its words and the remedy; exit code 1', async () => {
    const values = readFileSync(join(checkout.folder, secret), 'utf8').match(/ENC\[AES256_GCM,data:[^,]+/g) ?? [];
    rewrite(deployment, /^( +app\.kubernetes\.io\/name: ).*$/gm, '$1renamed');
    rewrite(service, /^ {2}ports:\n/gm, '  ports:\n  - name: twice\n    port: 9999\n  - name: again\n    port: 9999\n');
    rewrite(ofPilot, /^ {4}spec:\n/gm, '    spec:\n      hostNetwork: true\n');
    const changed = add(storageClass('Premium_ZRS'));
    check = start();
    const [code] = (await once(check.child, 'close')) as [number];
    expect(code).toBe(1);
    const said = check.said();
    const blocks = said.split(/\n(?=dist\/)/);
    const about = (file: string): string => blocks.find((block) => block.startsWith(`${file}  \n`)) ?? '';
    expect(about(deployment)).toMatch(
      /the API server says: .*spec\.selector: .*immutable\n {2}write: what stands there at HEAD \(\w+\); or an object of another name .*\(refused-change\)/,
    );
    expect(about(service)).toMatch(/duplicate.*\n {2}write: .*\(refused-object\)/i);
    expect(about(ofPilot)).toMatch(/violates PodSecurity.*hostNetwork.*\n {2}write: .*\(refused-pod\)/);
    expect(about(changed)).toMatch(/immutable.*\n {2}write: .*\(refused-change\)/);
    expect(said.match(/the API server says/g)).toHaveLength(4);
    expect(said).toContain('FAILED  the API server takes dist/, and its change since HEAD');
    expect(values).not.toEqual([]);
    for (const value of values) expect(said).not.toContain(value);
    expect(readdirSync(folder)).toEqual([]);
    expect(processesIn(folder)).toEqual([]);
  });

  test.each(['SIGINT', 'SIGKILL'] as const)('leaves nothing behind after %s', async (signal) => {
    check = start();
    await until(() => processesIn(folder).some((command) => command.includes('kube-apiserver')), {
      what: 'the API server starts',
      hopeless: check.end,
    });
    check.child.kill(signal);
    await once(check.child, 'close');
    await nothingLeft(folder);
    expect(check.said()).not.toContain('the API server');
  });
});
