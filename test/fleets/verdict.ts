// What stands between an edit and its merge: the checks, and the tests that need Node alone.
import type { Clone } from './clone.ts';

/** What `npm run check` says but that a check is ok, or skipped where the programs for it are missing; empty where all are. */
export function complaints(clone: Clone): string {
  return unless(/^(?:ok {6}|skipped |\d+ checks, all at once)/, clone.shell('npm run -s check'));
}

/** What `npm run test:unit` says but that a suite passes; empty where all do. Two suites at a time: others run beside this. */
export function failures(clone: Clone): string {
  return unless(/^PASS |ExperimentalWarning|--trace-warnings/, clone.shell('npm run -s test:unit -- --maxWorkers=2'));
}

function unless(isWell: RegExp, { status, said }: ReturnType<Clone['shell']>): string {
  const lines = said.split('\n').filter((line) => !isWell.test(line));
  return status === 0 ? '' : lines.join('\n');
}
