// From files to objects: the same object on both sides by its identity, whatever its file or chart is now.
import { createHash } from 'node:crypto';
import { asRecord } from '../render/fields.ts';
import { identity } from '../render/identity.ts';
import { append } from '../render/multimap.ts';
import { wholeObject } from '../render/read-objects.ts';
import type { KubeObject } from '../render/rendered.ts';
import type { Tree } from './trees/tree.ts';

/** An object and its place in a tree. */
export interface TreeObject {
  readonly cluster: string;
  readonly layer: string;
  /** Empty for Flux' own Kustomizations, each of which is about the chart of its name. */
  readonly chart: string;
  readonly object: KubeObject;
}

/** An object that differs between two trees, or is in one of them only. */
export interface Pair {
  readonly cluster: string;
  readonly before?: TreeObject;
  readonly after?: TreeObject;
}

/** All that one tree has, read when it is asked for. */
export class Objects {
  private readonly parsed = new Map<string, TreeObject>();
  private readonly folders = new Map<string, string[]>();

  constructor(private readonly tree: Tree) {
    for (const path of tree.ids.keys()) {
      append(this.folders, path.split('/').slice(0, 3).join('/'), path);
    }
  }

  /** The objects of a kind in a chart. */
  ofKind({ cluster, layer, chart }: Omit<TreeObject, 'object'>, kind: string): KubeObject[] {
    const paths = this.folders.get([cluster, layer, chart].join('/')) ?? [];
    const name = new RegExp(`/${kind}[._][^/]*$`);
    return this.at(paths.filter((path) => name.test(path))).map(({ object }) => object);
  }

  /** What tells Flux to apply a chart; undefined where nothing does. */
  kustomization({ cluster, chart }: Pick<TreeObject, 'cluster' | 'chart'>): TreeObject | undefined {
    const path = `${cluster}/flux/${chart}.yaml`;
    return this.tree.ids.has(path) ? this.at([path])[0] : undefined;
  }

  /** The objects in some files. @throws Error for a file that holds no Kubernetes object */
  at(paths: readonly string[]): TreeObject[] {
    const missing = paths.filter((path) => !this.parsed.has(path));
    if (missing.length > 0)
      for (const [path, text] of this.tree.read(missing)) this.parsed.set(path, parsed(path, text));
    return paths.flatMap((path) => this.parsed.get(path) ?? []);
  }
}

/** What differs between two trees. */
export function pairsOf(before: Tree, after: Tree, objects: { before: Objects; after: Objects }): Pair[] {
  const pairs = new Map<string, Pair>();
  const only = (one: Tree, other: Tree) => [...one.ids].filter(([path, id]) => other.ids.get(path) !== id);
  const add = (side: 'before' | 'after', placed: TreeObject): void => {
    const key = `${placed.cluster} ${identity(placed.object)}`;
    pairs.set(key, { ...pairs.get(key), cluster: placed.cluster, [side]: placed });
  };
  const paths = (entries: [string, string][]): string[] => entries.map(([path]) => path).toSorted();
  for (const placed of objects.before.at(paths(only(before, after)))) add('before', placed);
  for (const placed of objects.after.at(paths(only(after, before)))) add('after', placed);
  return [...pairs.values()].filter((pair) => !isSame(pair));
}

/** Files may differ in how they are written alone: in quotes, or a comment. */
function isSame({ before, after }: Pair): boolean {
  return before?.chart === after?.chart && JSON.stringify(before?.object) === JSON.stringify(after?.object);
}

function parsed(path: string, text: string): TreeObject {
  const object = wholeObject(text);
  if (!object)
    throw new Error(`dist/${path} holds no Kubernetes object (a merge conflict?); get a whole one: npm run synth`);
  const [cluster = '', layer = '', chart = ''] = path.split('/').slice(0, -1);
  return { cluster, layer, chart, object: object.kind === 'Secret' ? sealed(object) : object };
}

/** Nothing that is printed can hold a secret's value, encrypted or not: only whether it is the same one can be seen. */
function sealed(secret: KubeObject): KubeObject {
  const digest = (value: unknown): string => createHash('sha256').update(String(value)).digest('hex');
  const seal = (values: unknown): [string, string][] =>
    Object.entries(asRecord(values)).map(([key, value]) => [key, `ENC[${digest(value)}]`]);
  const fields = ['data', 'stringData'].filter((field) => secret[field] !== undefined);
  return { ...secret, ...Object.fromEntries(fields.map((field) => [field, Object.fromEntries(seal(secret[field]))])) };
}
