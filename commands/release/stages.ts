// Which stage a digest comes from, and where the pins of both are.
import { lstatSync } from 'node:fs';
import { type Fleet, releasesFile } from '../../lib/fleet.ts';
import { type Pin, pinOf, readPins } from '../../lib/pins/images.ts';
import { UsageError } from '../../lib/usage-error.ts';
import { asText } from '../../lib/validation/rules.ts';

/** What a cluster pins for one service. */
export interface Pinning {
  readonly cluster: string;
  readonly service: string;
  /** The cluster's pins, from the repository's root. */
  readonly file: string;
  readonly pin: Pin;
}

/** The stage before another one. @throws UsageError for a cluster that is no stage, and for the first one */
export function stageBefore({ stages }: Pick<Fleet, 'stages'>, stage: string): string {
  const index = stages.indexOf(stage);
  if (index < 0) throw new UsageError(`There is no stage "${stage}"; there are ${stages.join(', ')}`);
  const before = stages[index - 1];
  if (before !== undefined) return before;
  throw new UsageError(
    `${stage} is the first stage, which no other comes before; npm run image -- pin writes its pins`,
  );
}

/** @throws UsageError for a cluster that is not there; Error for a file with faults, and for a service without a pin */
export function pinningOf(fleet: Fleet, cluster: string, service: string): Pinning {
  const names = fleet.clusters.map(({ name }) => name);
  if (!names.includes(cluster)) throw new UsageError(`There is no cluster "${cluster}"; there are ${names.join(', ')}`);
  const file = releasesFile(fleet, cluster);
  const { pins, faults } = readPins(file);
  if (faults.length > 0) throw new Error(faults.map(asText).join('\n'));
  // Git would see the link, and not what is written through it.
  if (lstatSync(file).isSymbolicLink()) throw new Error(`${file}: is a link; put the file itself there`);
  const pin = pinOf(pins, service);
  if (pin !== undefined) return { cluster, service, file, pin };
  const all = Object.keys(pins).join(', ') || 'none';
  throw new UsageError(`${file}: pins no "${service}"; write: one that it pins (${all}), or its first pin by hand`);
}

/** The argument that all commands here begin with. */
export const serviceArgument = {
  type: 'positional',
  required: true,
  description: 'What its image is called in the files of pins',
} as const;
