// Two rendered trees are compared by the ids of their files first: what is the same is never read.

/** A rendered tree: `dist/`, as it is on disk or at a commit. */
export interface Tree {
  /** The id that Git gives to the content of each file, by its path below `dist/`. */
  readonly ids: ReadonlyMap<string, string>;
  /** The texts of files, by path. @throws Error for a path that the tree does not have */
  readonly read: (paths: readonly string[]) => ReadonlyMap<string, string>;
}

/** A tree in memory. A text is its own id: it differs exactly if the text does. */
export function treeOf(files: ReadonlyMap<string, string>): Tree {
  return { ids: files, read: (paths) => new Map(paths.map((path) => [path, textOf(files, path)])) };
}

/** A file's content. @throws Error for a path that is not there */
export function textOf<T>(files: ReadonlyMap<string, T>, path: string): T {
  const content = files.get(path);
  if (content === undefined) throw new Error(`the tree has no ${path}`);
  return content;
}
