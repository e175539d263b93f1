// Which two trees a command compares: dist/ at a revision, and what is rendered now.
import { type Base, baseOf } from './base.ts';
import { committedTree } from './committed.ts';
import { treeOnDisk } from './on-disk.ts';
import type { Tree } from './tree.ts';

/** What was there before, and what is rendered now. */
export interface ComparedTrees {
  readonly base: Base;
  readonly before: Tree;
  readonly after: Tree;
}

/** The argument that says where the rendered tree is. */
export const dist = {
  type: 'string',
  description: 'The folder that holds what is rendered now',
  default: 'dist',
  valueHint: 'DIR',
} as const;

/** @throws GitError for a revision that is not there */
export function comparedTrees(revision: string | undefined, folder: string): ComparedTrees {
  const base = baseOf(revision, '.');
  return { base, before: committedTree(base.tree, 'dist', '.'), after: treeOnDisk(folder) };
}
