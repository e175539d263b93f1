// mise.toml says again which versions tools/ pins: what it installs in another one would not be used, or be another program.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readPin } from '../../tools/pin.ts';
import { type ProgramName, programNames, programs } from '../../tools/programs.ts';
import { workshop } from '../../tools/workshop.ts';

/** Programs of a line of mise.toml that bears another name than its one program. */
const bundles: Readonly<Record<string, readonly ProgramName[]>> = {
  age: ['age-keygen'],
  'aqua:prometheus/alertmanager': ['amtool', 'alertmanager'],
  'aqua:containerd/containerd': ['containerd', 'containerd-shim-runc-v2', 'ctr'],
};

/** Programs that mise has no line for, as neither it nor the registry that it asks has a binary of them. */
const builtOnly: readonly ProgramName[] = [
  'cni-bridge',
  'cni-host-local',
  'kwok',
  'kustomize-controller',
  'kustomize-controller-newest',
  'source-controller',
  'helm-controller',
  'controller-gen',
  'cyclonus',
  'cilium-policy',
  'grafana-schema',
  'prometheus-operator',
  'prometheus-config-reloader',
  'coredns',
];

const text = readFileSync('mise.toml', 'utf8');
const pinned = new Map<string, string>();
for (const name of programNames) pinned.set(name, (await readPin(name, workshop().pins)).release);

/** The version of each program by its name here, and lines that are of no known form. */
function read(toml: string): { readonly versions: ReadonlyMap<string, string>; readonly unread: readonly string[] } {
  const line = /^(?:"([^"]+)"|([\w-]+)) = (?:"([\d.]+)"|\{ version = "([\d.]+)", os = \["linux"\] \})$/;
  const lines = toml.split('\n').filter((each) => each !== '' && each !== '[tools]' && !each.startsWith('#'));
  const versions = lines.flatMap((each): [string, string][] => {
    const [, quoted, bare, plain, onLinux] = line.exec(each) ?? [];
    const name = quoted ?? bare ?? '';
    const names = bundles[name] ?? [name.split('/').at(-1) ?? ''];
    return names.map((program) => [program, plain ?? onLinux ?? '']);
  });
  return { versions: new Map(versions), unread: lines.filter((each) => !line.test(each)) };
}

/** Programs whose version in mise.toml is not the pinned one, in words. */
function differing(toml: string): string[] {
  const faults = [...read(toml).versions].filter(([name, version]) => version !== pinned.get(name));
  return faults.map(([name, version]) => `${name}: ${version} in mise.toml, ${pinned.get(name) ?? 'none'} in tools/`);
}

describe('mise.toml', () => {
  test('has the versions of tools/', () => {
    expect(read(text).unread).toEqual([]);
    expect(differing(text)).toEqual([]);
  });

  test('is told each version that differs', () => {
    for (const [name, version] of read(text).versions) {
      const other = text.replaceAll(`"${version}"`, `"${version}1"`);
      expect(differing(other)).toContain(`${name}: ${version}1 in mise.toml, ${version} in tools/`);
    }
    expect(differing(`${text}jq = "1.8.1"\n`)).toEqual(['jq: 1.8.1 in mise.toml, none in tools/']);
  });

  test('has all programs but those that mise has no binary of, and only such as are used from PATH', () => {
    const listed = [...read(text).versions.keys()];
    expect([...listed, ...builtOnly].toSorted()).toEqual(programNames.toSorted());
    const fromPath = new Set<string>(programNames.filter((name) => 'onPath' in programs[name]));
    expect(listed.filter((name) => !fromPath.has(name))).toEqual([]);
  });
});
