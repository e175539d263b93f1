// A folder is synth's if each file in it lies where synth would write the object that it holds; any other is somebody else's.
import { kindKey } from './identity.ts';
import { fluxLayer } from './kustomizations.ts';
import { filePath } from './paths.ts';
import { type Placed, placedIn } from './read-objects.ts';

/** Whether a file of a published tree is one that synth wrote. @param path from the tree's folder, with `/` */
export function isOwnFile(path: string, text: string): boolean {
  const placed = placedAt(path, text);
  if (placed === undefined) return false;
  const { layer, chart, object } = placed;
  const isKustomization = layer === fluxLayer && kindKey(object) === 'kustomize.toolkit.fluxcd.io/Kustomization';
  if (chart === '' && !isKustomization) return false;
  // What cluster, layer and chart are called is in no file: those folders may have any name.
  const parts = path.split('/');
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
