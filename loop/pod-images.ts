// Which images dist/ names, and how another takes their place in a copy of it.
import { filePath } from '../render/paths.ts';
import { everyImage } from '../render/pods.ts';
import type { KubeObject, RenderedObject } from '../render/rendered.ts';
import type { WorkTree } from './work-tree.ts';

/** Images of the containers of all objects that make pods. */
export function imagesIn(objects: readonly RenderedObject[]): string[] {
  return objects.flatMap(({ object }) => imagesOf(object));
}

/** An image's name without tag and digest. */
export function repositoryOf(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/]*$/, '');
}

/** Puts another image in the place of each in the files of these objects. @param by says which, by the repository of the first */
export function replaceImages(
  workTree: WorkTree,
  objects: readonly RenderedObject[],
  by: (repository: string) => string,
): void {
  for (const rendered of objects) {
    const path = `dist/${filePath(rendered)}`;
    for (const other of imagesOf(rendered.object))
      workTree.write(path, workTree.read(path).replaceAll(other, by(repositoryOf(other))));
  }
}

function imagesOf(object: KubeObject): string[] {
  return everyImage(object).map(({ image }) => image);
}
