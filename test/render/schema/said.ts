// What synth has against one object by itself.
import { checks } from '../../../render/checks/index.ts';
import { ClusterView } from '../../../render/cluster-view.ts';
import type { RuleFinding } from '../../../render/finding.ts';
import type { KubeObject } from '../../../render/rendered.ts';
import { validateAgainstSchema } from '../../../render/schema/index.ts';

/** The rules of render/checks/ that look at one object. */
const single = ['invalid-name', 'request-above-limit', 'selector-mismatch'];

export function saidOf(object: KubeObject): RuleFinding[] {
  const rendered = { at: 'test/apps/a/a', cluster: 'test', layer: 'apps', chart: 'a', object };
  const settings = { provided: { groups: [], objects: [] }, gitRepository: 'a', releases: 'a', health: {} };
  const view = new ClusterView('test', [rendered], settings);
  return [...validateAgainstSchema(rendered), ...single.flatMap((code) => checks[code]?.(view) ?? [])];
}
