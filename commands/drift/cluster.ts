// What Flux does not put right by itself: what it no longer knows, what somebody told it to leave alone, and what is suspended.
import { posix } from 'node:path';
import { fluxNamespace } from '../../lib/platform.ts';
import { UsageError } from '../../lib/usage-error.ts';
import { inventoryOf } from '../../loop/inventory.ts';
import { asArray, asRecord, asString, at } from '../../render/fields.ts';
import type { Finding } from '../../render/finding.ts';
import { identity, kindKey } from '../../render/identity.ts';
import type { KubeObject } from '../../render/rendered.ts';
import type { ClusterReader } from './kubectl.ts';

const label = 'kustomize.toolkit.fluxcd.io/namespace';
const chartLabel = 'kustomize.toolkit.fluxcd.io/name';
const reconcile = 'kustomize.toolkit.fluxcd.io/reconcile';
const prune = 'kustomize.toolkit.fluxcd.io/prune';

/** What is wrong in a cluster. */
export interface ClusterDrift {
  readonly findings: readonly Finding[];
  /** Kinds that the account may not list, so nobody knows. */
  readonly unread: readonly string[];
}

/**
 * Compares a cluster with what dist/ says of it.
 * @param rendered the objects of `dist/<cluster>`, whole
 * @throws Error where the account may not list Flux' Kustomizations, UsageError where they are another cluster's
 */
export async function clusterDrift(
  cluster: string,
  rendered: readonly KubeObject[],
  reader: ClusterReader,
): Promise<ClusterDrift> {
  const kinds = await reader.kinds();
  const ofFlux = await reader.read(kinds.filter((kind) => kind.endsWith('.toolkit.fluxcd.io')));
  const kustomizations = 'kustomizations.kustomize.toolkit.fluxcd.io';
  if (!kinds.includes(kustomizations) || ofFlux.forbidden.includes(kustomizations))
    throw new Error(`${cluster}: ${kustomizations} cannot be listed; docs/drift.md has the rights that it takes`);
  const ofKustomize = ofFlux.objects.filter((each) => kindKey(each) === 'kustomize.toolkit.fluxcd.io/Kustomization');
  requireCluster(cluster, ofKustomize);
  const applied = await reader.read(kinds, `${label}=${fluxNamespace}`);
  const known = new Map(rendered.map((object) => [identity(object), object]));
  const kept = new Set(ofKustomize.flatMap((object) => inventoryOf(object).map((each) => identity(each))));
  const findings = [
    ...ofFlux.objects
      .filter((object) => isSuspended(object) && !isSuspended(known.get(identity(object))))
      .map(suspended),
    ...applied.objects
      .filter((object) => isLeftAlone(object) && !isLeftAlone(known.get(identity(object))))
      .map(leftAlone),
    ...applied.objects
      .filter((object) => !known.has(identity(object)) && !kept.has(identity(object)) && !isOwned(object))
      .map((object) => orphan(object, cluster)),
  ].map((each) => ({
    ...each,
    field: '',
    at: visible(`${cluster}/${each.at.replace(/^\//, '')}`),
    write: visible(each.write),
  }));
  return { findings, unread: [...new Set([...ofFlux.forbidden, ...applied.forbidden])].toSorted() };
}

/** Another cluster, which holds just what its own folder says, would seem to be well. */
function requireCluster(cluster: string, kustomizations: readonly KubeObject[]): void {
  const paths = kustomizations
    .filter(({ metadata }) => metadata.namespace === fluxNamespace)
    .map((object) => posix.join('/', asString(at(object, 'spec.path'))));
  const names = new Set(paths.flatMap((path) => /^\/dist\/([^/]+)\//.exec(path)?.[1] ?? []));
  if (names.size === 1 && names.has(cluster)) return;
  const applied = names.size === 0 ? 'nothing of dist/' : [...names].map((name) => `dist/${name}/`).join(', ');
  throw new UsageError(
    `kubectl reaches a cluster whose Kustomizations in ${fluxNamespace} apply ${applied}, not dist/${cluster}/ alone; give the file of ${cluster} by --kubeconfig`,
  );
}

type Told = Pick<Finding, 'code' | 'at' | 'problem' | 'write'>;

function isSuspended(object: KubeObject | undefined): boolean {
  return at(object, 'spec.suspend') === true;
}

function isLeftAlone(object: KubeObject | undefined): boolean {
  return object?.metadata.annotations?.[reconcile] === 'disabled';
}

/** A controller made it and takes it away: it has the labels of what it was made from. */
function isOwned({ metadata }: KubeObject): boolean {
  return asArray(asRecord(metadata).ownerReferences).length > 0;
}

function suspended(object: KubeObject): Told {
  return {
    code: 'drift-suspended',
    at: identity(object),
    problem: 'is suspended: Flux neither applies nor heals what it holds',
    write: `kubectl patch ${pathOf(object)} --type=merge --patch='{"spec":{"suspend":false}}'; or suspend: true in the code`,
  };
}

function leftAlone(object: KubeObject): Told {
  return {
    code: 'drift-disabled',
    at: identity(object),
    problem: `is annotated ${reconcile}: disabled: Flux neither applies nor heals it`,
    write: `kubectl annotate ${pathOf(object)} ${reconcile}-`,
  };
}

function orphan(object: KubeObject, cluster: string): Told {
  const { labels, annotations } = object.metadata;
  const because = annotations?.[prune] === 'disabled' ? `, and ${prune}: disabled keeps it` : '';
  return {
    code: 'drift-orphan',
    at: identity(object),
    problem: `Flux applied it for "${labels?.[chartLabel] ?? ''}" and forgot it: dist/${cluster}/ does not hold it${because}`,
    write: `kubectl delete ${pathOf(object)}, if nobody needs it; or bring it back into the code`,
  };
}

/** As kubectl takes it, and as a shell leaves it. */
function pathOf({ apiVersion, kind, metadata: { name, namespace } }: KubeObject): string {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : [undefined, apiVersion];
  const resource = group === undefined ? kind.toLowerCase() : `${kind.toLowerCase()}.${version}.${group}`;
  const words = [...(namespace === undefined ? [] : [`--namespace=${namespace}`]), `${resource}/${name}`];
  return words.map(shellWord).join(' ');
}

/** Names of roles may hold anything but a slash and a per cent sign: they are somebody else's choice, and the command is pasted. */
function shellWord(word: string): string {
  return /^[\w./:=-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** No name begins a line of its own, or moves the cursor. */
function visible(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => String.raw`\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
