// What is wrong with a release, as Helm renders it with its values, and the lines that say so.
import { messageOf } from '../../lib/message-of.ts';
import { addressOf } from '../../render/helm-chart.ts';
import { inspect, type Problem } from './inspect.ts';
import { differences, passedOver, writeInventory } from './inventories.ts';
import { inventoryOf } from './inventory.ts';
import { isPatched, type Release } from './releases.ts';
import { type Helm, rendered, template } from './template.ts';
import { valuesOf } from './values.ts';

/**
 * Renders a release and holds what comes out against the schemas, what it says of itself, and its inventory.
 * @param write whether the inventory is written first
 */
export async function problemsOf(release: Release, how: () => Promise<Helm>, write: boolean): Promise<Problem[]> {
  try {
    const helm = await how();
    const objects = await template(release, helm);
    const problems = inspect(release, objects);
    // What Flux changes afterwards nobody sees here.
    if (isPatched(release.object)) return problems;
    const values = await valuesOf(helm.folder, (more) => rendered(release, helm, more));
    const inventory = inventoryOf(release, objects, values);
    if (write) writeInventory(release, inventory);
    return [...problems, ...passedOver(release, inventory), ...differences(release, inventory)];
  } catch (error) {
    return [{ object: 'helm', problem: messageOf(error) }];
  }
}

/** As they are printed. */
export function linesOf({ at, name, chart, unseen }: Release, problems: readonly Problem[]): string {
  const what = [`${addressOf(chart)} ${chart.version}`, ...unseen].join('; ');
  const title = `${problems.length > 0 ? 'FAILED' : 'ok    '}  ${at}  ${name} (${what})\n`;
  return title + problems.map(({ object, problem }) => `        ${object}: ${problem}\n`).join('');
}
