// Ends what a test cluster started, whatever became of the process that started it: it lives in a session of its own, is
// told on its standard input what there is, and does its work when that input ends, be it by a goodbye, Ctrl-C or kill -9.
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { removeControlGroup } from './node/control-groups.ts';
import { groupsAtHomeIn, runningGroups, signalGroup } from './process-groups.ts';

/** What the guardian is told, one JSON line each. */
export type Charge =
  | { readonly group: number }
  | { readonly ended: number }
  | { readonly folder: string }
  | { readonly controlGroup: string };

/** How long the kernel may take to end a killed process. */
const patienceMilliseconds = 5000;

const groups = new Set<number>();
const folders: string[] = [];
const controlGroups: string[] = [];

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
for await (const line of createInterface({ input: process.stdin })) {
  const charge = JSON.parse(line) as Charge;
  if ('group' in charge) groups.add(charge.group);
  else if ('ended' in charge) groups.delete(charge.ended);
  else if ('folder' in charge) folders.push(charge.folder);
  else controlGroups.push(charge.controlGroup);
}

await endAll();
// A control group that was full of processes a moment ago may still count them.
const end = performance.now() + patienceMilliseconds;
while (controlGroups.filter((name) => !removeControlGroup(name)).length > 0 && performance.now() < end)
  await setTimeout(20);
for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
// One that was not yet itself when it was looked for.
await endAll();

/** Nothing in the folder is worth a graceful end. Who started a program may have ended before it could tell of it. */
async function endAll(): Promise<void> {
  const end = performance.now() + patienceMilliseconds;
  const running = (): number[] => runningGroups(new Set([...groups, ...folders.flatMap(groupsAtHomeIn)]));
  for (let left = running(); left.length > 0 && performance.now() < end; left = running()) {
    for (const group of left) signalGroup(group, 'SIGKILL');
    await setTimeout(20);
  }
}
