// `.sops.yaml` follows from clusters/keys/: synth writes it, check compares it.
import { readFileSync } from 'node:fs';
import type { Cluster } from '../clusters/cluster.ts';
import { isLink } from '../lib/links.ts';
import { readRecipients } from '../lib/secrets/recipients.ts';
import { sopsConfig } from '../lib/secrets/sops-config.ts';
import { writeOver } from './write-over.ts';

/** The file that sops looks for, in the repository's root. */
export const sopsConfigFile = '.sops.yaml';

/** What the file must hold. Faults of the keys files are reported by the render, not here. */
export function sopsConfigText(clusters: readonly Cluster[]): string {
  const keys = clusters.map(({ name }) => [name, readRecipients(keysFile(name)).recipients] as const);
  return sopsConfig(new Map(keys));
}

/** Whether the file on disk is what it must be; a link never is, for what it leads to changes without a commit. */
export function sopsConfigIsCurrent(clusters: readonly Cluster[]): boolean {
  try {
    return !isLink(sopsConfigFile) && readFileSync(sopsConfigFile, 'utf8') === sopsConfigText(clusters);
  } catch {
    return false;
  }
}

/**
 * Writes the file where it is not what it must be; a keys file with faults stops that, for sops would read no recipients
 * out of it.
 * @returns whether it was written
 */
export function renewSopsConfig(clusters: readonly Cluster[]): boolean {
  if (sopsConfigIsCurrent(clusters)) return false;
  if (clusters.some(({ name }) => readRecipients(keysFile(name)).faults.length > 0)) return false;
  writeOver(sopsConfigFile, sopsConfigText(clusters));
  return true;
}

/** Where it is said who can decrypt a cluster's secrets. */
export function keysFile(cluster: string): string {
  return `clusters/keys/${cluster}.yaml`;
}
