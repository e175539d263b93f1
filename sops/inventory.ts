// What can be told of each secret without a key: from its file, from Git's history, and from what is rendered.
import { App } from 'cdk8s';
import { readKeyHolders } from './keys-file.ts';
import { parseSopsDocument } from '../lib/secrets/sops-document.ts';
import { recipientsIn } from '../lib/secrets/sops-recipients.ts';
import { podReferences } from '../render/order/pod-uses.ts';
import { everyPod } from '../render/pods.ts';
import type { RenderedObject } from '../render/rendered.ts';
import { resolve } from '../render/resolve.ts';
import { ask } from '../tools/git.ts';
import { type DeclaredSecret, secretsIn } from './declared.ts';
import { textOf } from './replace-file.ts';
import { placesIn } from './values.ts';
import { composeFleet, type Fleet, keysFile } from '../lib/fleet.ts';

export interface ListedSecret {
  readonly id: string;
  readonly cluster: string;
  /** The Secret in the cluster: `namespace/name`. */
  readonly secret: string;
  readonly type: string;
  readonly keys: readonly { readonly key: string; readonly empty: boolean }[];
  /** The vault's key and the holders of age keys; a recipient that the keys file does not know, as it stands in the file. */
  readonly recipients: readonly string[];
  /** When the file was first committed, ISO 8601. */
  readonly made?: string;
  /** When values were last encrypted (create, set, edit, rotate), ISO 8601; sops writes it into the file. */
  readonly encrypted?: string;
  /** Workloads that use it, as `Kind/name`. */
  readonly usedBy: readonly string[];
}

/** The secrets of the fleet's clusters, in the order of their names. */
export function inventory(fleet: Fleet): ListedSecret[] {
  const app = new App({ outdir: 'dist', recordConstructMetadata: false });
  composeFleet(app, fleet);
  const { objects } = resolve(app);
  return secretsIn(app).map((secret) => describe(secret, readKeyHolders(keysFile(fleet, secret.cluster)), objects));
}

function describe(
  secret: DeclaredSecret,
  holders: ReadonlyMap<string, string>,
  objects: readonly RenderedObject[],
): ListedSecret {
  const { id, cluster, file, declared } = secret;
  const { document } = parseSopsDocument(textOf(file) ?? '');
  const empty = new Set(placesIn(document).flatMap(({ key, value }) => (value === '' ? [key] : [])));
  const made = firstCommit(file);
  const encrypted = document?.sops.lastmodified;
  return {
    id,
    cluster,
    secret: `${declared.namespace ?? ''}/${declared.name}`,
    type: declared.type,
    keys: declared.keys.map((key) => ({ key, empty: empty.has(key) })),
    recipients: document ? recipientsIn(document.sops).map((recipient) => holders.get(recipient) ?? recipient) : [],
    ...(made === undefined ? {} : { made }),
    ...(typeof encrypted === 'string' ? { encrypted } : {}),
    usedBy: users(secret, objects),
  };
}

function users({ cluster, declared }: DeclaredSecret, objects: readonly RenderedObject[]): string[] {
  return objects.flatMap(({ cluster: where, object }) => {
    if (where !== cluster || object.metadata.namespace !== declared.namespace) return [];
    const references = everyPod(object).flatMap(podReferences);
    const uses = references.some(({ kind, name }) => kind === '/Secret' && name === declared.name);
    return uses ? [`${object.kind}/${object.metadata.name}`] : [];
  });
}

/** Undefined outside a Git repository, too. */
function firstCommit(file: string): string | undefined {
  const args = ['log', '--diff-filter=A', '--follow', '--format=%aI', '--', file];
  return ask(args, '.')?.split('\n').at(-1) || undefined;
}
