// Flux reads more of a branch than a summary of objects shows: links, other kinds of files, a text that Go's YAML takes
// otherwise, a second file for the same object. So every changed file must be one that synth writes, byte for byte.
import { wholeObject } from '../../render/read-objects.ts';
import { filePath } from '../../render/paths.ts';
import { toYaml } from '../../render/yaml.ts';
import { blobs, git } from '../../tools/git.ts';

/** Git's mode of a plain file. */
const plainMode = '100644';

/**
 * Files that differ between two trees, that Flux would read, and that synth would not write so; each with what is wrong.
 * A Secret's bytes are those of SOPS: of it only the place is compared.
 */
export function unseen(before: string, after: string, cwd: string): string[] {
  const changed = changedFiles(before, after, cwd);
  const plain = changed.filter(({ path, mode }) => path.startsWith('dist/') && mode === plainMode);
  const contents = blobs(
    plain.map(({ id }) => id),
    cwd,
  );
  const others = changed.filter(({ path, mode }) => path.startsWith('dist/') && mode !== plainMode);
  return [
    ...changed
      .filter(({ path }) => path.split('/').at(-1) === '.sourceignore')
      .map(({ path }) => `${path}: takes files away from what Flux reads`),
    ...others.map(({ path }) => `${path}: is not a plain file`),
    ...plain.flatMap(({ path }, index) => problemsOf(path, contents[index]).map((problem) => `${path}: ${problem}`)),
  ];
}

/** Files that are in the second tree and not so in the first. */
function changedFiles(before: string, after: string, cwd: string): { path: string; mode: string; id: string }[] {
  const fields = git(['diff-tree', '-r', '-z', '--no-renames', '--diff-filter=d', before, after], { cwd })
    .toString('utf8')
    .split('\0');
  return Array.from({ length: Math.floor(fields.length / 2) }, (_, index) => {
    const [, mode = '', , id = ''] = (fields[2 * index] ?? '').split(' ');
    return { path: fields[2 * index + 1] ?? '', mode, id };
  });
}

function problemsOf(path: string, content: Buffer = Buffer.alloc(0)): string[] {
  try {
    const object = wholeObject(content.toString('utf8'));
    if (!object) return ['holds no Kubernetes object'];
    const [cluster = '', layer = '', chart = ''] = path.split('/').slice(1, -1);
    if (`dist/${filePath({ cluster, layer, chart, object })}` !== path) return ['is not where synth writes its object'];
    const isAsWritten = object.kind === 'Secret' || Buffer.from(toYaml(object)).equals(content);
    return isAsWritten ? [] : ['is not written as synth writes it'];
  } catch {
    return ['holds what synth never writes'];
  }
}
