// Go programs: go.mod alone says which version is pinned, so that `go get` and update bots can raise it without knowing us.
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Program } from './programs.ts';
import type { Builder, Recipe } from './recipe.ts';

/** Another one makes other bytes of the same source, and the digests that are committed are of this one's. */
const toolchain = 'go1.26.8';

const go: Builder = {
  command: 'go',
  title: 'Go',
  site: 'https://go.dev/dl',
  action: 'go build',
  env: ({ GOOS: _os, GOARCH: _arch, GOAMD64: _level, GOEXPERIMENT: _experiment, ...rest }) => ({
    ...rest,
    GOTOOLCHAIN: toolchain,
    GOFLAGS: '-mod=readonly',
    GOWORK: 'off',
    CGO_ENABLED: '0',
  }),
};

/** @throws Error if no `tool` directive names the executable, or no module that holds its package is required. */
export async function goRecipe(program: Program, executable: string, folder: string): Promise<Recipe> {
  const file = join(folder, 'go.mod');
  const mod = await readFile(file, 'utf8');
  const sum = await readFile(join(folder, 'go.sum'), 'utf8');
  const { builtOn } = program;
  const path = builtOn === undefined ? packageOf(mod, executable, file) : '.';
  const version = versionOf(mod, builtOn ?? path, file);
  const ours = builtOn === undefined ? [] : [await readFile(join(folder, 'main.go'), 'utf8')];
  const release = program.release?.(version) ?? version;
  const variables = program.versionVariables?.(release) ?? [];
  const { embeds } = program;
  const flags = [
    embeds === undefined ? '-mod=readonly' : '-mod=vendor',
    '-trimpath',
    '-buildvcs=false',
    ...(program.tags === undefined ? [] : ['-tags', program.tags.join(',')]),
    // What only debuggers read is neither compiled, a quarter of the time, nor linked, a third of the size.
    '-gcflags=all=-dwarf=false',
    '-ldflags',
    ['-s', '-w', ...variables.map((variable) => `-X ${variable}`)].join(' '),
  ];
  return {
    release,
    builder: go,
    args: (output) => ['build', '-o', join(output, 'bin', executable), ...flags, path],
    ...(embeds && { prepare: (output, run) => completed({ folder, embeds }, join(output, 'source'), run) }),
    files: [mod, sum, ...ours, ...(embeds ? [JSON.stringify(embeds)] : [])],
  };
}

/** All sources in one folder, where files can be added to them: those of the module cache are as their checksums say. */
async function completed(
  { folder, embeds }: { readonly folder: string; readonly embeds: NonNullable<Program['embeds']> },
  source: string,
  run: (args: readonly string[], cwd: string) => Promise<void>,
): Promise<string> {
  await mkdir(source);
  await Promise.all(['go.mod', 'go.sum'].map(async (name) => copyFile(join(folder, name), join(source, name))));
  // It goes on where what is embedded is missing.
  await run(['mod', 'vendor', '-e'], source);
  for (const [path, text] of Object.entries(embeds)) {
    const file = join(source, 'vendor', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return source;
}

/** The package of the only `tool` directive, or of the one that ends with the executable's name. */
function packageOf(mod: string, executable: string, file: string): string {
  const packages = [...mod.matchAll(/^(?:tool |\t)(\S+)$/gm)].map(([, path = '']) => path);
  const path = packages.length > 1 ? packages.find((one) => one.endsWith(`/${executable}`)) : packages[0];
  if (path === undefined) throw new Error(`${file}: no tool directive for ${executable}; write: tool <package>`);
  return path;
}

/** The version of the required module that holds the package; of several, that with the longest path. */
function versionOf(mod: string, path: string, file: string): string {
  const version = [...mod.matchAll(/^(?:require)?\s+(\S+) v(\d+\.\d+\.\d+)(?: \/\/ indirect)?$/gm)]
    .filter(([, module = '']) => path === module || path.startsWith(`${module}/`))
    .toSorted(([, a = ''], [, b = '']) => b.length - a.length)[0]?.[2];
  if (version === undefined) throw new Error(`${file}: no module of ${path} is required; run: go get -tool ${path}`);
  return version;
}
