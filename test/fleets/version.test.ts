// What a version of the package promises is held against the fleet of the last release.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { brokenPromise } from '../../commands/release-notes/promise.ts';
import { staleNotes } from '../../commands/release-notes/notes.ts';
import { withUpgrade } from '../../commands/release-notes/upgrade.ts';
import { Clone } from './clone.ts';

describe('a version', () => {
  let clone: Clone;
  let released: string;
  beforeAll(() => {
    clone = new Clone();
    released = clone.read('package.json');
  }, 60_000);
  afterAll(() => clone.remove());

  const set = (version: string): void =>
    clone.write('package.json', released.replace(/"version": ".*"/, `"version": "${version}"`));
  /** What the check says of CHANGELOG.md; empty if nothing. */
  const stale = async (): Promise<string> => withUpgrade(clone.folder, (upgrade) => staleNotes(clone.folder, upgrade));
  /** Whether each of these versions keeps its promise: empty if it does. */
  async function saidOf(...versions: readonly string[]): Promise<Readonly<Record<string, string>>> {
    const said: [string, string][] = [];
    for (const version of versions) {
      set(version);
      said.push([version, await withUpgrade(clone.folder, (upgrade) => (upgrade ? brokenPromise(upgrade) : ''))]);
    }
    return Object.fromEntries(said);
  }

  test('promises nothing before there is a release', async () => {
    clone.edit('lib/flux/kustomization.ts', "interval: '10m'", "interval: '11m'");
    expect(await saidOf('0.0.1')).toEqual({ '0.0.1': '' });
    clone.shell('git checkout lib');
  });

  test('that changes no byte may be a patch, but not lower than the released one', async () => {
    clone.shell('git tag fleetwright-v2.3.4 && git tag v9.9.9');
    expect(await saidOf('2.3.4', '2.3.5', '2.3.3', '1.9.9')).toEqual({
      '2.3.4': '',
      '2.3.5': '',
      '2.3.3': 'package.json says 2.3.3, but fleetwright-v2.3.4 is released',
      '1.9.9': 'package.json says 1.9.9, but fleetwright-v2.3.4 is released',
    });
  });

  test('that changes one byte is a minor one', async () => {
    clone.edit('lib/flux/kustomization.ts', "interval: '10m'", "interval: '11m'");
    const fault = expect.stringMatching(
      /^dist\/ of fleetwright-v2\.3\.4 would change in \d+ files, such as \S+, which takes a minor version: 2\.4\.0 or higher in package\.json, which says 2\.3\.\d$/,
    );
    expect(await saidOf('2.3.4', '2.3.5', '2.4.0', '3.0.0')).toEqual({
      '2.3.4': fault,
      '2.3.5': fault,
      '2.4.0': '',
      '3.0.0': '',
    });
    clone.shell('git checkout lib');
  });

  test('that renames what Flux would delete is a major one, and so is one with which a chart must be edited', async () => {
    clone.edit('lib/tenancy/tenant.ts', '${application}-tenant', '${application}-landlord');
    const { '2.4.0': renames, '3.0.0': major } = await saidOf('2.4.0', '3.0.0');
    expect(renames).toMatch(
      /^the fleet of fleetwright-v2\.3\.4 would lose objects, which takes a major version: 3\.0\.0 or higher/,
    );
    expect(renames).toContain('renames-chart');
    expect(major).toBe('');
    clone.shell('git checkout lib && git mv lib/flux/helm-release.ts lib/flux/release.ts');
    const { '2.4.0': edits } = await saidOf('2.4.0');
    expect(edits).toMatch(/^the fleet of fleetwright-v2\.3\.4 is not rendered any more, which takes a major version/);
    clone.shell('git reset --quiet --hard');
  });

  test('tells in CHANGELOG.md what it changes for a fleet, beside what people write there', async () => {
    clone.edit('lib/flux/kustomization.ts', "interval: '10m'", "interval: '11m'");
    set('2.4.0');
    expect(await stale()).toBe(
      'CHANGELOG.md does not say what 2.4.0 does in the clusters; npm run release-notes, and commit what it wrote',
    );
    clone.edit('CHANGELOG.md', /^(?=## 0\.1\.0)/gm, '## 2.4.0\n\nFlux looks less often.\n\n');
    expect(clone.shell('npm run -s release-notes')).toEqual({
      status: 0,
      said: 'CHANGELOG.md: the section of 2.4.0\n',
    });
    expect(await stale()).toBe('');
    const [, notes = '', first = ''] = clone.read('CHANGELOG.md').split(/^(?=## )/m);
    expect(notes).toMatch(/^## 2\.4\.0\n\nFlux looks less often\.\n\n<!-- .* -->\n\n.*, in .*\. No pod restarts\.\n/);
    expect(notes).toContain('spec.interval is 11m instead of 10m');
    expect(first).toContain('The first release');
  });

  test('tells nothing of what the fleet here changes by itself', async () => {
    const edited = clone.shell(`sed -i "s/^  domain: '/&own./" clusters/*.ts && git diff --name-only clusters`);
    expect(edited).toMatchObject({ status: 0, said: expect.stringContaining('clusters/') });
    expect(await stale()).toBe('');
    clone.shell('git checkout clusters');
  });

  test('is refused with notes that tell of another change, and of none', async () => {
    clone.edit('lib/flux/kustomization.ts', "interval: '11m'", "interval: '12m'");
    const lie =
      'CHANGELOG.md says of 2.4.0 something else than what it does to the fleet of fleetwright-v2.3.4; npm run release-notes, and commit what it wrote';
    expect(await stale()).toBe(lie);
    clone.edit('lib/flux/kustomization.ts', "interval: '12m'", "interval: '10m'");
    expect(await stale()).toBe(lie);
    clone.shell('git reset --quiet --hard');
  });

  test('with which a chart must be edited is told by the fleet here', async () => {
    clone.shell('git mv lib/flux/helm-release.ts lib/flux/release.ts');
    set('3.0.0');
    expect(clone.shell('npm run -s release-notes')).toMatchObject({ status: 0 });
    expect(clone.read('CHANGELOG.md')).toContain('Nothing changes in the clusters.\n\nThe fleet of');
    expect(await stale()).toBe('');
    clone.shell('git reset --quiet --hard');
  });

  test('is held to that by the check, as to all else', () => {
    clone.edit('lib/flux/kustomization.ts', "interval: '10m'", "interval: '11m'");
    set('2.3.5');
    const { status, said } = clone.shell('npm run -s synth && npm run -s check');
    expect(said).toMatch(/takes a minor version.*\nFAILED {2}the version and its notes say what it does to a fleet/);
    expect(status).toBe(1);
  });
});
