import { execFile } from 'node:child_process';
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { findTools, tool, tools } from '../../tools/tool.ts';
import { goMod, goodGo, useWorkbench } from './workbench.ts';

const run = promisify(execFile);
const bench = useWorkbench();

describe('a program on PATH', () => {
  test('is used where it fits, and Go is not called', async () => {
    await bench().go('exit 1');
    const sops = await bench().script('bin/sops', 'echo sops 3.14.0');
    expect(await tool('sops', bench().shop)).toBe(sops);
    expect(bench().seen).toEqual([]);
  });

  test('that fits is preferred to one that comes first and does not', async () => {
    await bench().script('bin/sops', 'echo sops 3.7.3');
    const sops = await bench().script('more/sops', 'echo sops 3.13.3');
    expect(await tool('sops', bench().shop)).toBe(sops);
  });

  test('is preferred where KUBEBUILDER_ASSETS has it, if it fits', async () => {
    const assets = await bench().script('assets/sops', 'echo sops 3.13.4');
    const sops = await bench().script('bin/sops', 'echo sops 3.13.3');
    const shop = { ...bench().shop, env: { ...bench().shop.env, KUBEBUILDER_ASSETS: bench().at('assets') } };
    expect(await tool('sops', shop)).toBe(assets);
    await bench().script('assets/sops', 'echo sops 3.7.3');
    expect(await tool('sops', shop)).toBe(sops);
  });

  test('that cannot tell its version is not even asked', async () => {
    await bench().script('bin/kustomize-controller', 'exit 0');
    await writeFile(bench().at('pins/kustomize-controller/go.mod'), goMod);
    await writeFile(bench().at('pins/kustomize-controller/go.sum'), '');
    expect(await findTools(['kustomize-controller'], bench().shop)).toMatchObject([
      { from: 'nowhere', because: 'not built yet' },
    ]);
  });

  test('does not see the environment of the caller', async () => {
    await bench().script('bin/sops', '[ -z "$FOLDER" ] && echo sops 3.13.3');
    expect(await findTools(['sops'], bench().shop)).toMatchObject([{ from: 'PATH', version: '3.13.3' }]);
  });

  test('that is one only in this folder, as the shim of a version manager may be, is not used', async () => {
    await bench().script('bin/sops', `[ "$PWD" = '${process.cwd()}' ] && echo sops 3.13.3`);
    expect(await findTools(['sops'], bench().shop)).toMatchObject([{ from: 'nowhere' }]);
  });

  test.each([
    ['is too old', 'echo sops 3.7.3', 'is 3.7.3, wanted is 3.13.3 or a newer 3.x'],
    ['tells no version', 'echo sops', 'is of an unknown version'],
    ['does not run', 'exit 3', 'is of an unknown version'],
  ])('that %s is named, where there is no other', async (_name, body, because) => {
    const sops = await bench().script('bin/sops', body);
    expect(await findTools(['sops'], bench().shop)).toMatchObject([
      { from: 'nowhere', because: expect.stringContaining(`${sops} ${because}`) },
    ]);
  });
});

describe('a build', () => {
  test('happens once: the second time the program comes from the cache', async () => {
    await bench().go(goodGo);
    const [built] = await tools(['sops'], bench().shop);
    const [again] = await tools(['sops'], bench().shop);
    expect(built).toMatchObject({ from: 'build', version: '3.13.3' });
    expect(again).toMatchObject({ from: 'cache', version: '3.13.3' });
    expect((await run(await tool('sops', bench().shop))).stdout).toBe('sops 3.13.3\n');
  });

  test('happens again when a checksum in go.sum changes', async () => {
    await bench().go(goodGo);
    const before = await tool('sops', bench().shop);
    await writeFile(bench().at('pins/sops/go.sum'), 'github.com/getsops/sops/v3 v3.13.3 h1:another=\n');
    expect(await findTools(['sops'], bench().shop)).toMatchObject([{ from: 'nowhere' }]);
    expect(await tool('sops', bench().shop)).not.toBe(before);
  });

  test('says what is built, how many there are, and how it ended', async () => {
    await bench().go(goodGo);
    await tools(['sops'], bench().shop);
    expect(bench().seen).toEqual([
      'building sops 3.13.3 (1 of 1)',
      expect.stringMatching(/^built sops 3.13.3 in \d+ s$/),
    ]);
  });

  test('goes on beside that of another source, and after that of the same one', async () => {
    for (const [folder, packages] of [
      ['etcd', ['go.etcd.io/etcd/server/v3']],
      ['kubernetes', ['k8s.io/kubernetes/cmd/kubelet', 'k8s.io/kubernetes/cmd/kube-proxy']],
    ] as const) {
      await mkdir(bench().at('pins', folder));
      const lines = packages.map((path) => `tool ${path}\n`).join('');
      await writeFile(bench().at('pins', folder, 'go.mod'), `${lines}require ${moduleOf(packages[0])} v1.2.3\n`);
      await writeFile(bench().at('pins', folder, 'go.sum'), '');
    }
    // Each source waits for the other to begin, so one after the other they would wait for ever.
    await bench().go(`
      source=$(/usr/bin/basename "$PWD")
      /bin/mkdir "$FOLDER/busy-$source" || exit 1
      : > "$FOLDER/begun-$source"
      until [ -e "$FOLDER/begun-etcd" ] && [ -e "$FOLDER/begun-kubernetes" ]; do :; done
      : > "$3" && /bin/chmod +x "$3"
      /bin/rmdir "$FOLDER/busy-$source"`);
    const built = await tools(['etcd', 'kubelet', 'kube-proxy'], bench().shop);
    expect(built).toMatchObject([{ from: 'build' }, { from: 'build' }, { from: 'build' }]);
  });

  test('cannot be steered to another platform or toolchain, or to unchecked modules, by the environment', async () => {
    await bench().go(
      `echo "$GOFLAGS|$GOWORK|$GOOS|$GOARCH|$GOAMD64|$GOEXPERIMENT|$GOTOOLCHAIN" > "$FOLDER/seen"; ${goodGo}`,
    );
    const env = {
      ...bench().shop.env,
      GOFLAGS: '-mod=mod',
      GOWORK: '/elsewhere/go.work',
      GOOS: 'plan9',
      GOARCH: 'arm',
      GOAMD64: 'v3',
      GOEXPERIMENT: 'jsonv2',
      GOTOOLCHAIN: 'local',
    };
    await tool('sops', { ...bench().shop, env });
    expect(await readFile(bench().at('seen'), 'utf8')).toMatch(/^-mod=readonly\|off\|\|\|\|\|go1\.\d+\.\d+\n$/);
  });

  test('that fails leaves nothing behind and passes on the last words of Go', async () => {
    await bench().go('echo half > "$3"; printf "missing go.sum entry\\ngo: downloading x v1.0.0\\n" >&2; exit 1');
    await expect(tool('sops', bench().shop)).rejects.toThrow(
      /sops: not on PATH; go build failed: missing go.sum entry; or install/,
    );
    expect(await bench().cached()).toEqual([]);
  });

  test('that is killed leaves nothing behind', async () => {
    await bench().go('echo half > "$3"; kill -9 $$');
    await expect(tool('sops', bench().shop)).rejects.toThrow('go build failed');
    expect(await bench().cached()).toEqual([]);
  });

  test('that is not finished is not taken for the program', async () => {
    await bench().go(`${goodGo}; : > "$FOLDER/half"; while [ ! -e "$FOLDER/go-on" ]; do :; done`);
    const building = tool('sops', bench().shop);
    await fileAppears(bench().at('half'));
    expect(await findTools(['sops'], bench().shop)).toMatchObject([{ from: 'nowhere' }]);
    await writeFile(bench().at('go-on'), '');
    const path = await building;
    expect(await findTools(['sops'], bench().shop)).toMatchObject([{ from: 'cache', path }]);
  });

  test('can run twice at once: both get the program, and nothing else stays', async () => {
    const other = 'while [ ! -e "$FOLDER/one" ] || [ ! -e "$FOLDER/two" ]; do :; done';
    await bench().go(
      `if (set -C; : > "$FOLDER/one") 2>/dev/null; then :; else : > "$FOLDER/two"; fi; ${other}; ${goodGo}`,
    );
    const [first, second] = await Promise.all([tool('sops', bench().shop), tool('sops', bench().shop)]);
    expect(first).toBe(second);
    expect((await run(first)).stdout).toBe('sops 3.13.3\n');
    expect(await bench().cached()).toHaveLength(3); // the program and its checksum, in a folder of their own
  });
});

describe('a program of PyPI', () => {
  test('is what the wheel holds, and nothing but checked wheels is installed', async () => {
    const zizmor = `printf '#!/bin/sh\\necho zizmor 1.32.0\\n' > "$5/bin/zizmor" && /bin/chmod +x "$5/bin/zizmor"`;
    await bench().script('bin/python3', `echo "$PWD $*" > "$FOLDER/seen"; ${zizmor}; : > "$5/zizmor.dist-info"`);
    expect((await run(await tool('zizmor', bench().shop))).stdout).toBe('zizmor 1.32.0\n');
    expect(await bench().cached()).toHaveLength(3);
    const seen = await readFile(bench().at('seen'), 'utf8');
    expect(seen).toContain(`${bench().at('pins/zizmor')} -m pip install --target `);
    expect(seen).toContain(' --upgrade --require-hashes --no-deps --only-binary=:all: ');
  });

  test('without Python, the error names it', async () => {
    await expect(tool('zizmor', bench().shop)).rejects.toThrow(
      'Python with pip is not on PATH either; install zizmor 1.32.0, or Python with pip (',
    );
  });
});

test('without the program and without Go, the error names both remedies', async () => {
  await expect(tool('sops', bench().shop)).rejects.toThrow(
    'sops: not on PATH; Go is not on PATH either; ' +
      'install sops 3.13.3, or Go (https://go.dev/dl) to build it, then run: npm run tools',
  );
});

async function fileAppears(path: string): Promise<void> {
  const isThere = () =>
    access(path).then(
      () => true,
      () => false,
    );
  while (!(await isThere())) await setImmediate();
}

function moduleOf(path: string): string {
  return path.startsWith('k8s.io/') ? 'k8s.io/kubernetes' : path;
}
