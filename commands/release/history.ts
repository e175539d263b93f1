// Who promoted what when: told from Git, where it cannot be told otherwise afterwards.
import { type Fleet, releasesFile } from '../../lib/fleet.ts';
import { loadFleet } from '../../lib/load-fleet.ts';
import { isSamePin } from '../../lib/pins/images.ts';
import { UsageError } from '../../lib/usage-error.ts';
import { git } from '../../tools/git.ts';
import type { Command } from '../cli.ts';
import { columns } from '../list/table.ts';
import { refuseMoreWords } from '../too-many-words.ts';
import { shortened } from './health.ts';
import { serviceArgument } from './stages.ts';
import { type Change, changesOf } from './timeline.ts';

const args = { service: serviceArgument } as const;

export const history: Command<typeof args> = {
  meta: {
    name: 'npm run release -- history',
    description: 'Say who pinned which image of a service when, for which cluster, from the commits of this branch',
  },
  args,
  run: async ({ args: { _: words, service } }, { stdout }) => {
    refuseMoreWords(words, 1, 'service');
    const steps = stepsOf(await loadFleet(), service);
    if (steps.length === 0)
      throw new UsageError(`no cluster has ever pinned "${service}", in the commits of this branch`);
    stdout.write(columns(['when (UTC)', 'cluster', 'what', 'version', 'digest', 'who', 'commit'], steps.map(row)));
  },
};

/** A change of a cluster's pin, and what it was. */
interface Step extends Change {
  readonly cluster: string;
  readonly what: 'pinned' | 'promoted' | 'rolled back' | 'taken out';
}

/** The newest first. */
function stepsOf(fleet: Fleet, service: string): Step[] {
  const changes = new Map(
    fleet.clusters.map(({ name }) => [name, changesOf(releasesFile(fleet, name), service)] as const),
  );
  const commits = git(['rev-list', '--first-parent', 'HEAD'], { cwd: '.' }).toString('utf8').split('\n');
  const places = new Map(commits.map((commit, index) => [commit, index]));
  const placeOf = ({ commit }: Change): number => places.get(commit) ?? 0;
  const steps = Array.from(changes, ([cluster, own]) => {
    const before = changes.get(fleet.stages[fleet.stages.indexOf(cluster) - 1] ?? '') ?? [];
    return own.map((change) => {
      const isOlder = (other: Change): boolean => placeOf(other) > placeOf(change);
      return { ...change, cluster, what: kindOf(change, own.filter(isOlder), before.filter(isOlder)) };
    });
  });
  return steps.flat().toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** @param older of the cluster itself @param before of the stage before it */
function kindOf({ pin }: Change, older: readonly Change[], before: readonly Change[]): Step['what'] {
  if (pin === undefined) return 'taken out';
  const isIn = (changes: readonly Change[]): boolean => changes.some((change) => isSamePin(change.pin, pin));
  if (isIn(older)) return 'rolled back';
  return isIn(before) ? 'promoted' : 'pinned';
}

function row({ time, cluster, what, pin, author, commit }: Step): string[] {
  const when = new Date(time * 1000).toISOString().slice(0, 16).replace('T', ' ');
  const digest = pin === undefined ? '' : pin.digest.slice(0, 'sha256:'.length + 12);
  return [when, cluster, what, pin?.tag ?? '', digest, author, shortened(commit)];
}
