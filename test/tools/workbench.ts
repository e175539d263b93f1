// Pins, programs and a Go of its own in a temporary folder, so that these tests need no network and no compiler.
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';
import type { Workshop } from '../../tools/workshop.ts';

export const goMod = `module fleetwright.dev/tools/sops

go 1.26

tool github.com/getsops/sops/v3/cmd/sops

require (
	github.com/getsops/sops v0.0.1 // indirect
	github.com/getsops/sops/v3 v3.13.3 // indirect
)
`;

export const requirements = 'zizmor==1.32.0 \\\n    --hash=sha256:checksum\n';

export interface Workbench {
  /** Pins sops 3.13.3 and zizmor 1.32.0; PATH is `bin`, then `more`, and nothing of the machine. */
  readonly shop: Workshop;
  /** What the user has seen of builds. */
  readonly seen: string[];
  /** Absolute path of a file in it. */
  at(...path: string[]): string;
  /** Writes a shell script that can be run, `bin/sops`, say. */
  script(path: string, body: string): Promise<string>;
  /** A Go whose `go build -o FILE` runs this; `$3` is the file. */
  go(body: string): Promise<string>;
  /** All that stands in the cache. */
  cached(): Promise<string[]>;
}

/** A Go that builds a sops which tells its version. */
export const goodGo = `printf '#!/bin/sh\\necho sops 3.13.3\\n' > "$3" && /bin/chmod +x "$3"`;

/** A new workbench for each test of the file; the function returns the current one. */
export function useWorkbench(): () => Workbench {
  let bench: Workbench;
  beforeEach(async () => {
    bench = await open(await mkdtemp(join(tmpdir(), 'tools-')));
  });
  afterEach(() => rm(bench.at(), { recursive: true }));
  return () => bench;
}

async function open(folder: string): Promise<Workbench> {
  const at = (...path: string[]) => join(folder, ...path);
  const seen: string[] = [];
  const script = async (path: string, body: string) => {
    await writeFile(at(path), `#!/bin/sh\n${body}\n`);
    await chmod(at(path), 0o755);
    return at(path);
  };
  await Promise.all(
    ['bin', 'more', 'assets', ...['sops', 'zizmor', 'kustomize-controller'].map((name) => `pins/${name}`)].map((path) =>
      mkdir(at(path), { recursive: true }),
    ),
  );
  await writeFile(at('pins/sops/go.mod'), goMod);
  await writeFile(at('pins/sops/go.sum'), 'github.com/getsops/sops/v3 v3.13.3 h1:checksum=\n');
  await writeFile(at('pins/zizmor/requirements.txt'), requirements);
  return {
    shop: {
      pins: at('pins'),
      env: { PATH: `${at('bin')}:${at('more')}`, XDG_CACHE_HOME: at('cache'), FOLDER: folder },
      progress: (step) => {
        seen.push(step);
        return (outcome) => seen.push(outcome);
      },
    },
    seen,
    at,
    script,
    go: (body) => script('bin/go', body),
    cached: () => readdir(at('cache/fleetwright/tools'), { recursive: true }).catch(() => []),
  };
}
