// What a promise is shown on: some application of the cluster, whatever it is called.
import { test } from '@jest/globals';
import { parseDocument } from 'yaml';
import { applicationsIn } from '../../render/applications.ts';
import type { Placed } from '../../render/read-objects.ts';
import { published } from '../published.ts';
import type { WorkTree } from '../work-tree.ts';

/** An application of a cluster in dist/. */
export interface Application {
  /** Of its chart, and of its namespace. */
  readonly name: string;
  /** Its first object of a kind that was asked for. */
  readonly first: (kind: string) => Placed;
}

/**
 * Proves something on the first application of a cluster that has objects of these kinds. A cluster without one has nothing to
 * prove it on, and says so as a test to do.
 */
export function withApplication(
  cluster: string,
  kinds: readonly string[],
  prove: (application: Application) => void,
): void {
  const placed = published(cluster);
  for (const { name } of applicationsIn(placed).values()) {
    const own = placed.filter(({ chart }) => chart === name);
    if (!kinds.every((kind) => own.some(({ object }) => object.kind === kind))) continue;
    const first = (kind: string): Placed => {
      const found = own.find(({ object }) => object.kind === kind);
      if (!found) throw new Error(`${kind} was not asked for`);
      return found;
    };
    prove({ name, first });
    return;
  }
  test.todo(`what takes an application with ${kinds.join(', ')}: ${cluster} has none`);
}

/** Sets a field of an object in the loop's repository. @returns what it was */
export function setField(
  workTree: WorkTree,
  { at: path }: Placed,
  field: readonly (string | number)[],
  value: unknown,
): unknown {
  const document = parseDocument(workTree.read(path));
  const before = document.getIn(field);
  document.setIn(field, value);
  workTree.write(path, document.toString({ lineWidth: 0 }));
  return before;
}

/** A mark on an object that changes nothing else, and is seen to arrive. */
export const mark = ['metadata', 'annotations', 'mark'] as const;

/** Where the image of a Deployment's first container stands. */
export const image = ['spec', 'template', 'spec', 'containers', 0, 'image'] as const;
