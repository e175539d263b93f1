// go.mod alone says which version is pinned, so that `go get` and update bots can raise it without knowing us.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Program, type ProgramName, programs } from './programs.ts';

export interface Pin {
  readonly name: ProgramName;
  readonly program: Program;
  /** Folder of the Go module that pins it. */
  readonly module: string;
  /** Version as the program's own releases count, `major.minor.patch`. */
  readonly release: string;
  /** What `go build` is given beside the output: flags, then the package. */
  readonly buildArgs: readonly string[];
  /** Changes with whatever could change the executable: dependencies, their checksums, flags, platform. */
  readonly checksum: string;
}

/** @throws Error if the module has no `tool` directive, or requires no module that holds that package. */
export async function readPin(name: ProgramName, modules: string): Promise<Pin> {
  const program: Program = programs[name];
  const module = join(modules, name);
  const mod = await readFile(join(module, 'go.mod'), 'utf8');
  const sum = await readFile(join(module, 'go.sum'), 'utf8');
  const { path, version } = toolOf(mod, join(module, 'go.mod'));
  const release = program.release?.(version) ?? version;
  const variable = program.versionVariable?.(release);
  const buildArgs = [
    '-mod=readonly',
    '-trimpath',
    '-buildvcs=false',
    ...(variable === undefined ? [] : ['-ldflags', `-X ${variable}`]),
    path,
  ];
  const inputs = [mod, sum, ...buildArgs, process.platform, process.arch];
  const checksum = createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 16);
  return { name, program, module, release, buildArgs, checksum };
}

/** The package of the `tool` directive, and the version of the required module that holds it (the longest path). */
function toolOf(mod: string, file: string): { path: string; version: string } {
  const path = /^tool (\S+)$/m.exec(mod)?.[1];
  if (path === undefined) throw new Error(`${file}: no tool directive; write: tool <package>`);
  const version = [...mod.matchAll(/^(?:require)?\s+(\S+) v(\d+\.\d+\.\d+)(?: \/\/ indirect)?$/gm)]
    .filter(([, module = '']) => path === module || path.startsWith(`${module}/`))
    .toSorted(([, a = ''], [, b = '']) => b.length - a.length)[0]?.[2];
  if (version === undefined) throw new Error(`${file}: no module of ${path} is required; run: go get -tool ${path}`);
  return { path, version };
}
