// What another job rendered comes from code that nobody has reviewed yet: it is taken for YAML files and nothing else,
// and becomes Git's objects without a work tree, in which a link or an attribute of the branch could lead it astray.
import { type Dirent, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import { git } from '../../tools/git.ts';

/** The characters of the files and folders that synth writes: none that a log or a shell would read as more than a name. */
const wellNamed = /^[\w.%~-]+$/;

/**
 * A commit's tree with exactly what was rendered as its `dist/`.
 *
 * @returns the tree's id
 * @throws Error if nothing was rendered, or anything that is not a YAML file of a cluster
 */
export function renderedTree(rendered: string, commit: string, cwd: string): string {
  const paths = filesIn(rendered);
  const said = git(['hash-object', '-w', '--no-filters', '--stdin-paths'], {
    cwd,
    input: paths.map((path) => `${resolve(rendered, path)}\n`).join(''),
  });
  const ids = said.toString('utf8').trim().split('\n');
  const dist = treeOf(
    paths.map((path, index) => `100644 ${ids[index]}\t${path.split(sep).join('/')}\0`),
    cwd,
  );
  const others = git(['ls-tree', '-z', commit], { cwd })
    .toString('utf8')
    .split('\0')
    .filter((entry) => entry !== '' && !entry.endsWith('\tdist'));
  const entries = [...others, `040000 tree ${dist}\tdist`];
  return git(['mktree', '-z', '--missing'], { cwd, input: entries.map((entry) => `${entry}\0`).join('') })
    .toString('utf8')
    .trim();
}

function filesIn(rendered: string): string[] {
  const entries = existsSync(rendered) ? readdirSync(rendered, { recursive: true, withFileTypes: true }) : [];
  const files = entries.filter((entry) => !entry.isDirectory());
  if (files.length === 0) throw new Error(`${rendered} holds nothing: the synth failed, so nothing is committed`);
  const isStrange = (entry: Dirent): boolean =>
    !wellNamed.test(entry.name) || !(entry.isDirectory() || (entry.isFile() && entry.name.endsWith('.yaml')));
  const strange = entries.find(isStrange);
  if (strange) {
    const path = JSON.stringify(join(strange.parentPath, strange.name));
    throw new Error(`${path} is no YAML file that synth writes, so nothing is committed`);
  }
  return files.map(({ parentPath, name }) => relative(rendered, join(parentPath, name)));
}

/** A tree of these entries, through an index of its own: the repository's stays as it is. */
function treeOf(entries: readonly string[], cwd: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'fleetwright-index-'));
  const env = { GIT_INDEX_FILE: join(folder, 'index') };
  try {
    git(['update-index', '-z', '--index-info'], { cwd, env, input: entries.join('') });
    return git(['write-tree'], { cwd, env }).toString('utf8').trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}
