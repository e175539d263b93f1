// Back to a pin that the cluster had before: at three in the morning nobody should look one up, or be asked about new findings.
import { readText } from '../../lib/files.ts';
import { loadFleet } from '../../lib/load-fleet.ts';
import { imageOf, isSamePin, type Pin, pinsOfText, repinned } from '../../lib/pins/images.ts';
import { UsageError } from '../../lib/usage-error.ts';
import { writeOver } from '../../lib/write-over.ts';
import { ask } from '../../tools/git.ts';
import type { Command, ExitCode } from '../cli.ts';
import { refuseUncommitted } from '../uncommitted.ts';
import { migrationsRunBy } from './migrations.ts';
import { inWords, renderRepinned } from './rendered.ts';
import { oneWord, type Pinning, pinningOf, serviceArgument } from './stages.ts';
import { changesOf, pinsBefore } from './timeline.ts';

const args = {
  service: serviceArgument,
  in: { type: 'string', required: true, description: 'The cluster that goes back', valueHint: 'CLUSTER' },
  to: { type: 'string', description: 'Back to what this commit pinned. Default: the pin before', valueHint: 'COMMIT' },
  'across-migrations': {
    type: 'string',
    description: 'Why the older image bears what migrations have done since, where that is more than one version back',
    valueHint: 'REASON',
  },
} as const;

export const rollback: Command<typeof args> = {
  meta: { name: 'npm run release -- rollback', description: 'Pin for a cluster what it pinned before, from Git' },
  args,
  run: async ({ args: { _: words, service, in: cluster, to, ...rest } }, { stdout, stderr }): Promise<ExitCode> => {
    oneWord(words);
    const fleet = await loadFleet();
    const now = pinningOf(fleet, cluster, service);
    refuseUncommitted([now.file]);
    const { pin, versions } = target(now, to);
    if (isSamePin(pin, now.pin)) {
      stdout.write(`${cluster} pins ${imageOf(pin)} already: nothing to take back\n`);
      return 0;
    }
    const text = repinned(readText(now.file), service, pin);
    const rendered = renderRepinned(fleet, cluster, text);
    const migrations = migrationsRunBy(rendered);
    const because = rest['across-migrations'];
    if (migrations.length > 0 && versions > 1 && !because?.trim()) {
      stderr.write(
        `${migrations.join(', ')}: ran for newer versions since, and an image more than one version older may not read what they made; ` +
          `go back one version, or say why it does: --across-migrations '<reason>'\nNothing was written\n`,
      );
      return 1;
    }
    for (const migration of migrations)
      stderr.write(
        `${migration}: runs again, with the older image, and must find nothing to do (docs/add-a-migration.md)\n`,
      );
    writeOver(now.file, text);
    const compared = `What ${imageOf(pin)} takes back in ${cluster}`;
    const trailer = migrations.length > 0 && because ? `, with the trailer\n  Across-Migrations: ${because}` : '';
    stdout.write(
      `${inWords(rendered, compared)}\n\n${now.file} is changed. Now: npm run synth, and commit both${trailer}\n`,
    );
    return 0;
  },
};

/** The pin to go back to, and how many versions that is. @throws Error where the cluster had no such pin */
function target({ cluster, service, file, pin: now }: Pinning, to: string | undefined): { pin: Pin; versions: number } {
  const changes = changesOf(file, service);
  const before = pinsBefore(changes).flatMap(({ pin }) => pin ?? []);
  if (to === undefined) {
    const [pin] = before;
    if (pin !== undefined) return { pin, versions: 1 };
    throw new Error(
      `${file}#${service}: ${cluster} pinned nothing before ${imageOf(now)}, in the commits of this branch`,
    );
  }
  const commit = ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${to}^{commit}`], '.');
  if (commit === undefined)
    throw new UsageError(`--to: Git knows no commit "${to}"; npm run release -- history ${service} names them`);
  const pin = pinsOfText(ask(['show', `${commit}:${file}`], '.') ?? '')[service];
  if (pin === undefined || !changes.some((change) => isSamePin(change.pin, pin)))
    throw new UsageError(
      `--to: ${cluster} never pinned what "${to}" says of ${service}; npm run release -- history ${service} names the commits`,
    );
  const index = before.findIndex((each) => isSamePin(each, pin));
  return { pin, versions: index < 0 ? Infinity : index + 1 };
}
