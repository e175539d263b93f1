// A file's path says what is in it, and is the same file for the same object on every file system.
import { createHash } from 'node:crypto';
import { isTakenByFlux } from '../lib/flux/file-names.ts';
import { apiGroup } from './identity.ts';
import type { RenderedObject } from './rendered.ts';

/** The folder of objects without a namespace. No namespace can have its name: `_` is no character of a DNS label. */
const clusterScope = '_cluster';

/** File systems take 255 bytes for a name; the rest is for what tools append to it. */
const longestName = 200;

/** Devices of Windows, which no file or folder can be named after, whatever follows the first dot. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * Where an object's file lies, relative to `dist/`, with `/` on every system:
 * `<cluster>/<layer>/<chart>/<namespace>/<Kind>.<group>_<name>.yaml`, without `.<group>` for the core group. A
 * Kustomization in no chart, which is one of Flux' own layer, is `<cluster>/<layer>/<name>.yaml`.
 *
 * Two objects of one chart that differ in group, kind, namespace or name differ in the path too, and by more than case,
 * unless their kinds differ by case alone.
 */
export function filePath({ cluster, layer, chart, object }: Omit<RenderedObject, 'at'>): string {
  const { apiVersion, kind, metadata } = object;
  const group = apiGroup(apiVersion);
  if (chart === '') return [folder(cluster), folder(layer), file(label(metadata.name))].join('/');
  const type = (encode(kind, /[^A-Za-z0-9]/gu) || '%') + (group === '' ? '' : `.${encode(group)}`);
  return [
    chartFolder({ cluster, layer, chart }),
    metadata.namespace ? folder(metadata.namespace) : clusterScope,
    file(`${type}_${encode(metadata.name)}`),
  ].join('/');
}

/** The folder of a chart's objects, relative to `dist/`: what Flux is told to apply. */
export function chartFolder({ cluster, layer, chart }: Pick<RenderedObject, 'cluster' | 'layer' | 'chart'>): string {
  return [cluster, layer, chart].map(folder).join('/');
}

/** Whether a cluster, layer or chart of this name has folder and file of the same name, by which it is known when they are read. */
export function isPlainName(name: string): boolean {
  return folder(name) === name && file(name) === `${name}.yaml`;
}

/** What Kubernetes allows in most names stays; of RBAC's names, `:` and capital letters do not. */
function encode(text: string, unsafe = /[^a-z0-9.-]/gu): string {
  return text.replace(unsafe, percent);
}

function percent(character: string): string {
  return Buffer.from(character).toString('hex').toUpperCase().replace(/../g, '%$&');
}

function file(stem: string): string {
  return fit(stem, '.yaml');
}

function folder(name: string): string {
  return fit(label(name));
}

/** A name that stands alone: never empty, and without a dot, by which it could be hidden, a way out or of another type. */
function label(name: string): string {
  return name === '' ? '%' : encode(name, /[^a-z0-9-]/gu);
}

/**
 * A name that a system, Flux or kustomize takes for its own begins with an encoded letter. A long one is cut, and told from
 * others that begin alike by a digest after `~`, which is in no encoded name.
 */
function fit(name: string, extension = ''): string {
  const isTaken = devices.test(name) || isTakenByFlux(`${name}${extension}`);
  const safe = isTaken ? percent(name.charAt(0)) + name.slice(1) : name;
  const longest = longestName - extension.length;
  if (safe.length <= longest) return `${safe}${extension}`;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 12);
  return `${safe.slice(0, longest - digest.length - 1)}~${digest}${extension}`;
}
