// What a version of the package promises is held against the fleet of the last release.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { brokenPromise } from '../../commands/check/version.ts';
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
  /** Whether each of these versions keeps its promise: empty if it does. */
  async function saidOf(...versions: readonly string[]): Promise<Readonly<Record<string, string>>> {
    const said: [string, string][] = [];
    for (const version of versions) {
      set(version);
      said.push([version, await brokenPromise(clone.folder)]);
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

  test('is held to that by the check, as to all else', () => {
    clone.edit('lib/flux/kustomization.ts', "interval: '10m'", "interval: '11m'");
    set('2.3.5');
    const { status, said } = clone.shell('npm run -s synth && npm run -s check');
    expect(said).toMatch(/takes a minor version.*\nFAILED {2}the version says what it does to a fleet/);
    expect(status).toBe(1);
  });
});
