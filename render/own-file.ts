// A folder is synth's if each file in it lies where synth would write the object that it holds; any other is somebody else's.
import { kindKey } from './identity.ts';
import { fluxLayer } from './kustomizations.ts';
import { filePath } from './paths.ts';
import { type Placed, placedIn } from './read-objects.ts';
import type { KubeObject } from './rendered.ts';

/** Whether a file of a published tree is one that synth wrote. @param path from the tree's folder, with `/` */
export function isOwnFile(path: string, text: string): boolean {
  const placed = placedAt(path, text);
  return placed !== undefined && isOwnPlace(path, placed.object);
}

/** Whether an object lies where synth would write it. @param path as {@link isOwnFile} takes it */
export function isOwnPlace(path: string, object: KubeObject): boolean {
  const parts = path.split('/');
  const [, layer, chart = ''] = parts.slice(0, -1);
  const isKustomization = layer === fluxLayer && kindKey(object) === 'kustomize.toolkit.fluxcd.io/Kustomization';
  if (chart === '' && !isKustomization) return false;
  // What cluster, layer and chart are called is in no file: those folders may have any name.
  const expected = filePath({ cluster: 'a', layer: 'b', chart: chart && 'c', object }).split('/');
  return (
    parts.length === expected.length && parts.at(-1) === expected.at(-1) && (chart === '' || parts[3] === expected[3])
  );
}

function placedAt(path: string, text: string): Placed | undefined {
  try {
    return placedIn('.', path, text);
  } catch {
    return undefined;
  }
}
