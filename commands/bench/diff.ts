// The diff of a fleet in which every service gets another image: each Deployment is read twice, and compared.
import { render } from '../../render/render.ts';
import { asText } from '../../diff/report/terminal.ts';
import { summarize } from '../../diff/summary.ts';
import { treeOf } from '../../diff/trees/tree.ts';
import { fleetOf } from './fleet.ts';

/** Milliseconds for a fleet of so many services, the rendering not counted. */
export function diffOf(services: number): number {
  const { files } = render(fleetOf(services, 'dist'));
  const next = new Map(Array.from(files, ([path, text]) => [path, text.replace(':1.0.0@', ':1.1.0@')]));
  const [before, after] = [treeOf(files), treeOf(next)];
  const start = performance.now();
  asText(summarize(before, after), '', false);
  return performance.now() - start;
}
