// The sample service's Deployment in the loop's copy of dist/: edited there, as a merge would change it.
import { parseDocument } from 'yaml';
import { name } from '../../../app/contract.ts';
import type { WorkTree } from '../../../loop/work-tree.ts';

/** Sets values by their place below the pod template, and leaves the rest of the file as it is. */
export function editPodTemplate(
  workTree: WorkTree,
  cluster: string,
  values: readonly (readonly [place: readonly (string | number)[], value: unknown])[],
): void {
  const path = `${folderOf(cluster)}/Deployment.apps_${name}.yaml`;
  const document = parseDocument(workTree.read(path));
  for (const [place, value] of values) document.setIn(['spec', 'template', ...place], value);
  workTree.write(path, document.toString());
}

/** Where the service's objects are, below the work tree's root. */
export function folderOf(cluster: string): string {
  return `dist/${cluster}/apps/${name}/${name}`;
}
