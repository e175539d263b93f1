// dist/ is put to a real API server, which knows rules that synth does not.
import { type Base, baseOf } from '../../diff/trees/base.ts';
import { committedTree } from '../../diff/trees/committed.ts';
import { treeOnDisk } from '../../diff/trees/on-disk.ts';
import { type Tree, treeOf } from '../../diff/trees/tree.ts';
import { type Fleet, providedIn } from '../../lib/fleet.ts';
import { type BareServerPrograms, bareServerPrograms } from '../../loop/bare-server.ts';
import type { ClusterToAsk } from '../../loop/dry-run/cluster.ts';
import { dryRun, type Refusal } from '../../loop/dry-run/dry-run.ts';
import type { Finding } from '../../render/finding.ts';
import { identity } from '../../render/identity.ts';
import { wholeObject } from '../../render/read-objects.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { GitError } from '../../tools/git.ts';
import { findTools, tools } from '../../tools/tool.ts';
import { type Workshop, workshop } from '../../tools/workshop.ts';

/** What gets the programs. */
export const getPrograms = `npm run tools -- ${bareServerPrograms.join(' ')}`;

/**
 * The programs, or why one is missing. They are built with `CI=true` alone: on a laptop that would take minutes in a command of
 * seconds.
 */
export async function serverPrograms(
  shop: Workshop = workshop(),
): Promise<BareServerPrograms | { readonly missing: string }> {
  const results = await (shop.env.CI === 'true' ? tools : findTools)(bareServerPrograms, shop);
  const missing = results.flatMap((each) => (each.from === 'nowhere' ? [`${each.name}: ${each.because}`] : []));
  if (missing.length > 0) return { missing: missing.join('\n') };
  const paths = results.map((each) => [each.name, 'path' in each ? each.path : '']);
  return Object.fromEntries(paths) as BareServerPrograms;
}

export interface DryRun {
  readonly findings: readonly Finding[];
  /** What dist/ was held against, as people call it; undefined in a repository without a commit. */
  readonly base: string | undefined;
}

/** What a real API server refuses of dist/ on disk, and of the way to it from dist/ at the base. */
export async function refusedByApiServer(fleet: Fleet, programs: BareServerPrograms): Promise<DryRun> {
  const base = baseIfAny();
  const before = base ? committedTree(base.tree, 'dist', '.') : treeOf(new Map());
  const after = treeOnDisk('dist');
  const clusters = fleet.clusters.map((settings): ClusterToAsk => {
    const isOwn = (path: string): boolean => path.startsWith(`${settings.name}/`);
    const objects = objectsIn(after, [...after.ids.keys()].filter(isOwn));
    const stay = new Set([...objects.values()].map(identity));
    const changed = [...before.ids].filter(([path, id]) => isOwn(path) && after.ids.get(path) !== id);
    const past = objectsIn(
      before,
      changed.map(([path]) => path),
    );
    return {
      provided: providedIn(fleet, settings).objects,
      before: [...past.values()].filter((object) => stay.has(identity(object))),
      objects,
    };
  });
  const refusals = await dryRun(programs, clusters);
  return { findings: refusals.map((refusal) => findingOf(refusal, base)), base: base?.name };
}

/** Undefined before a first commit, and where Git has no say. */
function baseIfAny(): Base | undefined {
  try {
    return baseOf(undefined, '.');
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}

/** By file. What holds no object is for the check of what synth renders. */
function objectsIn(tree: Tree, paths: readonly string[]): Map<string, KubeObject> {
  const texts = [...tree.read(paths)];
  const objects = texts.map(([path, text]) => [`dist/${path}`, wholeObject(text)] as const);
  return new Map(objects.flatMap(([path, object]) => (object ? [[path, object] as const] : [])));
}

function findingOf({ file, what, said }: Refusal, base: Base | undefined): Finding {
  const { code, write } = remedies[what](base?.name ?? '');
  return { code, at: file, field: '', problem: `the API server says: ${said}`, write };
}

const remedies: Readonly<Record<Refusal['what'], (base: string) => Pick<Finding, 'code' | 'write'>>> = {
  object: () => ({ code: 'refused-object', write: 'what it takes, in the chart that this comes from' }),
  change: (base) => ({
    code: 'refused-change',
    write: `what stands there at ${base}; or an object of another name beside that one, which a later commit takes away`,
  }),
  pod: () => ({ code: 'refused-pod', write: 'a pod that its namespace admits, in the chart that this comes from' }),
};
