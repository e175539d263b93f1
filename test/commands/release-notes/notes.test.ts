// CHANGELOG.md holds what people write, and what the diff says: one never costs the other.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { renewedNotes, staleNotes } from '../../../commands/release-notes/notes.ts';
import type { Upgrade } from '../../../commands/release-notes/upgrade.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fleetwright-notes-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** A fleet of one Deployment. */
function writeDist(folder: string, memory: string): void {
  const container = { name: 'orders', image: 'registry.example.com/orders:1', resources: { limits: { memory } } };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'orders', namespace: 'orders' },
    spec: { replicas: 3, template: { spec: { containers: [container] } } },
  };
  write(`${folder}/dev/apps/orders/orders/Deployment.apps_orders.yaml`, JSON.stringify(deployment));
}

/** The upgrade from 1.2.0 to the version of package.json, which gives each pod more memory. */
function upgradeTo(to: string, changes: Partial<Upgrade> = {}): Upgrade {
  write('package.json', JSON.stringify({ version: to }));
  writeDist('before', '256Mi');
  writeDist('after', '512Mi');
  const [before, after] = [join(root, 'before'), join(root, 'after')];
  return { tag: 'fleetwright-v1.2.0', from: '1.2.0', to, step: 'minor', before, after, refusal: '', ...changes };
}

const head = '# Changelog\n\nWhat a fleet meets.\n';
const older = '## 1.2.0\n\nThe older one.\n';

test('a section of its own is written above the older ones, and says what restarts', async () => {
  write('CHANGELOG.md', `${head}\n${older}`);
  const text = await renewedNotes(root, upgradeTo('1.3.0'));
  expect(text).toBe(`${head}
## 1.3.0

<!-- In the clusters, as \`npm run release-notes\` writes it. -->

1 object changes, in dev. Pods restart: orders in dev.

The fleet of fleetwright-v1.2.0, rendered with this version.

**dev** · orders

- **Deployment orders**
  - may use 512Mi of memory instead of 256Mi
  - restarts 3 pods

<!-- Until here. -->

${older}`);
});

test.each([
  ['above', `## 1.3.0\n\nMore memory.\n\n${older}`, /^## 1\.3\.0\n\nMore memory\.\n\n<!-- /m],
  ['alone', '## 1.3.0\n\nMore memory.\n', /^## 1\.3\.0\n\nMore memory\.\n\n<!-- [^]*Until here\. -->\n$/m],
])('what people wrote stays, with the words below it: a section %s', async (_where, sections, expected) => {
  write('CHANGELOG.md', `${head}\n${sections}`);
  const upgrade = upgradeTo('1.3.0');
  const text = await renewedNotes(root, upgrade);
  expect(text).toMatch(expected);
  write('CHANGELOG.md', text);
  expect(await renewedNotes(root, upgrade)).toBe(text);
});

test('words of an earlier run are replaced, and what stands below them stays', async () => {
  write('CHANGELOG.md', `${head}\n${older}`);
  const before = await renewedNotes(root, upgradeTo('1.3.0'));
  write('CHANGELOG.md', before.replace('here. -->\n', 'here. -->\n\nAsk us.\n'));
  const after = await renewedNotes(root, { ...upgradeTo('1.3.0'), after: join(root, 'before') });
  expect(after).toContain('Nothing changes in the clusters.');
  expect(after).not.toContain('512Mi');
  expect(after).toContain(`here. -->\n\nAsk us.\n\n${older}`);
});

describe('the check takes', () => {
  const saidOf = async (text: string, upgrade: Upgrade | undefined): Promise<string> => {
    write('CHANGELOG.md', text);
    return staleNotes(root, upgrade);
  };

  test('the words of the diff, and none that say other restarts', async () => {
    const upgrade = upgradeTo('1.3.0');
    write('CHANGELOG.md', `${head}\n${older}`);
    const text = await renewedNotes(root, upgrade);
    expect(await saidOf(text, upgrade)).toBe('');
    const lie = /^CHANGELOG\.md says of 1\.3\.0 something else than what it does to the fleet of fleetwright-v1\.2\.0/;
    expect(await saidOf(text.replace('Pods restart: orders in dev.', 'No pod restarts.'), upgrade)).toMatch(lie);
    expect(await saidOf(text.replace('  - restarts 3 pods\n', ''), upgrade)).toMatch(lie);
    expect(await saidOf(text.replace('What a fleet meets', 'What it meets'), upgrade)).toBe('');
  });

  test('no version without a section', async () => {
    const missing = /^CHANGELOG\.md does not say what 1\.3\.0 does in the clusters; npm run release-notes/;
    expect(await saidOf(`${head}\n${older}`, upgradeTo('1.3.0'))).toMatch(missing);
    expect(await saidOf(`${head}\n## 1.3.0\n\nMore memory.\n`, upgradeTo('1.3.0'))).toMatch(missing);
    expect(await saidOf(head, undefined)).toMatch(missing);
  });

  test('the section of the last release as it is, until the version rises', async () => {
    const released = upgradeTo('1.3.0', { tag: 'fleetwright-v1.3.0', from: '1.3.0', step: 'same' });
    write('CHANGELOG.md', head);
    const notes = await renewedNotes(root, upgradeTo('1.3.0'));
    expect(await saidOf(notes, released)).toBe('');
    expect(await renewedNotes(root, released)).toBe(notes);
  });
});

test('the first release restarts nothing', async () => {
  write('package.json', JSON.stringify({ version: '0.1.0' }));
  write('CHANGELOG.md', head);
  const text = await renewedNotes(root, undefined);
  expect(text).toContain('## 0.1.0\n\n<!--');
  expect(text).toContain('The first release: no fleet has an older one, so nothing changes and no pod restarts.');
  write('CHANGELOG.md', text);
  expect(await staleNotes(root, undefined)).toBe('');
});

test('a release whose tag is not here is no first one', async () => {
  write('package.json', JSON.stringify({ version: '1.3.0' }));
  write('CHANGELOG.md', `${head}\n${older}`);
  await expect(renewedNotes(root, undefined)).rejects.toThrow(
    'CHANGELOG.md tells of 1.2.0, whose tag is not here; run git fetch --tags',
  );
});
