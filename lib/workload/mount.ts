// Files for a container from a ConfigMap or Secret, and the checksum that replaces the pods when they change.
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { dnsLabel, isDnsLabel, memoryQuantity } from '../validation/limits.ts';
import { type Forms, type OneOf, oneOf, saysOne } from '../validation/one-of.ts';
import { type Fault, unless } from '../validation/rules.ts';

/** A volume, where it is mounted, and what its content hashes to. */
export interface Mount {
  /** The volume's name in the pod: a DNS label that no other mount of the container has. */
  readonly name: string;
  /** The folder in the container, absolute, without `:`; each mount has its own. */
  readonly path: string;
  /** Where the files come from; `sizeLimit` is a quantity such as `64Mi`. */
  readonly source: Exclude<Source, OwnDisk>;
  /** SHA-256 of the content, in hexadecimal; part of the pod template, so that a change rolls the pods. @default none */
  readonly checksum?: string;
}

/** The disk of a copy of a `StatefulService`, and where it is mounted. */
export interface DiskMount extends Omit<Mount, 'source' | 'checksum'> {
  /** The copy's own claim. */
  readonly source: OwnDisk;
  /** Its content is the copy's business. @default none */
  readonly checksum?: never;
}

/** What the container of a `StatefulService` may mount. */
export type AnyMount = Mount | DiskMount;

type Source = OneOf<
  | { readonly secret: string }
  | { readonly configMap: string }
  | { readonly emptyDir: { readonly sizeLimit: string } }
  | { readonly disk: 'own' }
>;
type OwnDisk = Extract<Source, { readonly disk: 'own' }>;

/** A Secret's keys as files, readable by the container's group alone. @param checksum none where synth cannot see the values */
export function secretMount(secret: string, path: string, checksum?: string): Mount {
  return { name: volumeName(secret), path, source: { secret }, ...(checksum !== undefined && { checksum }) };
}

/** A ConfigMap's keys as files. */
export function configMount(configMap: string, path: string, checksum: string): Mount {
  return { name: volumeName(configMap), path, source: { configMap }, checksum };
}

/**
 * The object's own name where a volume can have it: a ConfigMap or Secret may be called `app.config`, and longer than a DNS label.
 * The hash keeps `app.config` and `app-config` apart.
 */
function volumeName(object: string): string {
  if (isDnsLabel(object)) return object;
  const hash = createHash('sha256').update(object).digest('hex').slice(0, 8);
  return `${object.replaceAll('.', '-').slice(0, 54)}-${hash}`;
}

/** A folder that can be written to, for the life of the pod. @param sizeLimit a quantity such as `64Mi` */
export function scratch(name: string, path: string, sizeLimit: string): Mount {
  return { name, path, source: { emptyDir: { sizeLimit } } };
}

/** The disk of a copy of a `StatefulService`, for a sidecar that needs it too. */
export function diskMount(path: string): DiskMount {
  return { name: diskName, path, source: { disk: 'own' } };
}

/** The claim of which a StatefulSet makes one for each copy. */
export const diskName = 'data';

/** Whether a container may write to it. */
export function isWritable({ source }: AnyMount): boolean {
  return source.emptyDir !== undefined || source.disk !== undefined;
}

const sourceForms: Forms = [['secret'], ['configMap'], ['emptyDir'], ['disk']];

/** Whether it is said where its files come from; a source of two kinds is refused, and would be said again of the objects it names. */
export function hasSource({ source }: AnyMount): boolean {
  return saysOne(source, sourceForms);
}

/** What is wrong with the mounts of a container. */
export function mountFaults(mounts: readonly AnyMount[]): Fault[] {
  return mounts.flatMap(({ name, path, source }, index) => {
    const earlier = mounts.slice(0, index);
    return [
      ...dnsLabel('mounts.name', name),
      ...oneOf('mounts.source', source, sourceForms),
      ...(source.emptyDir ? memoryQuantity('mounts.sizeLimit', source.emptyDir.sizeLimit) : []),
      ...unless(path.startsWith('/'), {
        field: 'mounts.path',
        problem: `"${path}" is not absolute`,
        write: `"/${path}"`,
      }),
      ...(path.includes(':')
        ? [{ field: 'mounts.path', problem: `"${path}" holds ":"`, write: 'a path without ":"' }]
        : []),
      ...unless(!path.startsWith('/') || posix.resolve(path) !== '/', {
        field: 'mounts.path',
        problem: `"${path}" would take the place of the whole image`,
        write: 'a folder in it, such as "/data"',
      }),
      ...(earlier.some((other) => other.name === name)
        ? [{ field: 'mounts.name', problem: `two volumes are named "${name}"`, write: 'another name for one of them' }]
        : []),
      ...(earlier.some((other) => posix.resolve(other.path) === posix.resolve(path))
        ? [{ field: 'mounts.path', problem: `two volumes are mounted at "${path}"`, write: 'a folder for each' }]
        : []),
    ];
  });
}
