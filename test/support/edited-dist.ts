// dist/ of the tests' own fleet, and the same with changes: what a diff is shown.
import { asText } from '../../diff/report/terminal.ts';
import { summarize, type Summary } from '../../diff/summary.ts';
import { type Tree, treeOf } from '../../diff/trees/tree.ts';
import { filePath } from '../../render/paths.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { toYaml } from '../../render/yaml.ts';
import { renderedFleet } from './fixture-fleet.ts';

export class EditedDist {
  private readonly files: Map<string, string>;

  constructor(files: Iterable<readonly [string, string]> = renderedFleet()) {
    this.files = new Map(files);
  }

  /** Replaces text in every file whose path ends so; an edit that changes nothing is an error. */
  edit(ending: string, from: string | RegExp, to: string): this {
    for (const path of this.matching(ending)) {
      const before = this.files.get(path) ?? '';
      const after = before.replaceAll(from, to);
      if (before === after) throw new Error(`${path} does not hold ${from}`);
      this.files.set(path, after);
    }
    return this;
  }

  /** Takes away all files that have a text in their path. */
  remove(part: string): this {
    for (const path of this.matching(part)) this.files.delete(path);
    return this;
  }

  /** Gives files another path. */
  move(from: string, to: string): this {
    for (const path of this.matching(from)) {
      const text = this.files.get(path) ?? '';
      this.files.delete(path);
      this.files.set(path.replace(from, to), text);
    }
    return this;
  }

  /** Adds an object to a chart. @param place `live/apps/tickets` */
  add(place: string, object: KubeObject): this {
    const [cluster = '', layer = '', chart = ''] = place.split('/');
    this.files.set(filePath({ cluster, layer, chart, object }), toYaml(object));
    return this;
  }

  tree(): Tree {
    return treeOf(new Map(this.files));
  }

  private matching(part: string): string[] {
    const paths = [...this.files.keys()].filter((path) => path.includes(part));
    if (paths.length === 0) throw new Error(`no file has ${part} in its path`);
    return paths;
  }
}

/** What is said of a change to dist/. */
export function summaryOf(change: (dist: EditedDist) => EditedDist, start = new EditedDist()): Summary {
  const before = start.tree();
  return summarize(before, change(new EditedDist(before.ids)).tree());
}

/** The summary as the terminal shows it, without the line that says what is compared. */
export function saidOf(change: (dist: EditedDist) => EditedDist, start?: EditedDist): string {
  return asText(summaryOf(change, start), '', false).trimStart();
}
