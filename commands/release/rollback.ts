// Back to a pin that the cluster ran before: at three in the morning nobody should look one up, or be asked about new findings.
import { readText } from '../../lib/files.ts';
import { loadFleet } from '../../lib/load-fleet.ts';
import { messageOf } from '../../lib/message-of.ts';
import { imageOf, isPlaceholder, isSamePin, type Pin, pinOf, pinsOfText, repinned } from '../../lib/pins/images.ts';
import { UsageError } from '../../lib/usage-error.ts';
import { asText } from '../../lib/validation/rules.ts';
import { writeOver } from '../../lib/write-over.ts';
import { ask } from '../../tools/git.ts';
import type { Command, ExitCode } from '../cli.ts';
import { refuseMoreWords } from '../too-many-words.ts';
import { refuseUncommitted } from '../uncommitted.ts';
import { runnersAt } from './health.ts';
import { migrationsRunBy } from './migrations.ts';
import { inWords, renderRepinned } from './rendered.ts';
import { type Pinning, pinningOf, serviceArgument } from './stages.ts';
import { type Change, changesOf, pinsBefore } from './timeline.ts';
import type { Verify } from './verified.ts';

const args = {
  service: serviceArgument,
  in: { type: 'string', required: true, description: 'The cluster that goes back', valueHint: 'CLUSTER' },
  to: { type: 'string', description: 'Back to what this commit pinned. Default: the pin before', valueHint: 'COMMIT' },
  'across-migrations': {
    type: 'string',
    description: 'Why the older image bears what migrations have done since, where that is more than one version back',
    valueHint: 'REASON',
  },
  unverified: {
    type: 'string',
    description: 'Why the older image may run although it is not verified, or cannot be now',
    valueHint: 'REASON',
  },
} as const;

/** @param verify what must be known of an image; what a scan found since does not count */
export function rollback(verify: Verify): Command<typeof args> {
  return {
    meta: { name: 'npm run release -- rollback', description: 'Pin for a cluster what it pinned before, from Git' },
    args,
    run: async ({ args: { _: words, service, in: cluster, to, ...rest } }, { stdout, stderr }): Promise<ExitCode> => {
      refuseMoreWords(words, 1, 'service');
      const fleet = await loadFleet();
      const now = pinningOf(fleet, cluster, service);
      refuseUncommitted([now.file]);
      const { pin, versions } = target(now, to);
      if (isSamePin(pin, now.pin)) {
        stdout.write(`${cluster} pins ${imageOf(pin)} already: nothing to take back\n`);
        return 0;
      }
      const [bears = '', unverified = ''] = [rest['across-migrations']?.trim(), rest.unverified?.trim()];
      const faults = unverified === '' ? await faultsOf(pin, verify) : [];
      if (faults.length > 0) {
        stderr.write(`${faults.join('\n')}\nOr say why it may run all the same: ${door}\nNothing was written\n`);
        return 1;
      }
      const text = repinned(readText(now.file), now, pin);
      const rendered = renderRepinned(fleet, cluster, text);
      const migrations = migrationsRunBy(rendered);
      if (migrations.length > 0 && versions > 1 && bears === '') {
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
      const trailers = [
        ...(migrations.length > 0 && bears !== '' ? [`Across-Migrations: ${bears}`] : []),
        ...(unverified !== '' ? [`Unverified: ${unverified}`] : []),
      ];
      const said = trailers.length > 0 ? `, with\n${trailers.map((trailer) => `  ${trailer}`).join('\n')}` : '';
      const compared = `What ${imageOf(pin)} takes back in ${cluster}`;
      stdout.write(
        `${inWords(rendered, compared)}\n\n${now.file} is changed. Now: npm run synth, and commit both${said}\n`,
      );
      return 0;
    },
  };
}

const door = "--unverified '<reason>'";

/** Why an image must not run again, but for what its scan found: it was good enough when it was pinned. */
async function faultsOf(pin: Pin, verify: Verify): Promise<string[]> {
  try {
    const faults = await verify(imageOf(pin));
    return faults.filter(({ of }) => of !== 'scan').map(asText);
  } catch (error) {
    throw new Error(`${messageOf(error)}\nWhere that cannot wait, say why it may run unverified: ${door}`, {
      cause: error,
    });
  }
}

/** The pin to go back to, and how many versions that is. @throws Error where the cluster ran no such pin */
function target({ cluster, service, file, pin: now }: Pinning, to: string | undefined): { pin: Pin; versions: number } {
  const changes = changesOf(file, service);
  // On a branch with two pins, of which the last was rendered, the first never ran.
  const ran = ({ pin, last }: Change): boolean => pin !== undefined && runnersAt(last, { cluster, pin }).length > 0;
  const before = pinsBefore(changes).filter(ran);
  if (to === undefined) {
    const pin = before[0]?.pin;
    if (pin !== undefined) return { pin, versions: 1 };
    throw new Error(
      `${file}#${service}: ${cluster} pinned nothing before ${imageOf(now)} that was also rendered into dist/, in the commits of this branch`,
    );
  }
  const commit = ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${to}^{commit}`], '.');
  if (commit === undefined)
    throw new UsageError(`--to: Git knows no commit "${to}"; npm run release -- history ${service} names them`);
  const pin = pinOf(pinsOfText(ask(['show', `${commit}:${file}`], '.') ?? ''), service);
  if (pin !== undefined && isPlaceholder(pin))
    throw new UsageError(`--to: "${to}" pins the zeroes of an image that nobody has built; name a later commit`);
  if (pin === undefined || !changes.some((change) => isSamePin(change.pin, pin) && ran(change)))
    throw new UsageError(
      `--to: ${cluster} never ran what "${to}" pins for ${service}; npm run release -- history ${service} names the commits`,
    );
  const index = before.findIndex((each) => isSamePin(each.pin, pin));
  return { pin, versions: index < 0 ? Infinity : index + 1 };
}
