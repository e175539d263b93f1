// dist/ as a scanner sees it that knows nothing of the constructs: what it finds is mended, or accepted beside the code.
import { join } from 'node:path';
import { acceptedAt } from '../../lib/accepted-findings.ts';
import { composeFleet, type Fleet, type FleetCluster } from '../../lib/fleet.ts';
import { readText } from '../../lib/files.ts';
import type { Finding } from '../../render/finding.ts';
import { FleetApp } from '../../render/fleet-app.ts';
import { identity } from '../../render/identity.ts';
import { readObjects } from '../../render/read-objects.ts';
import { resolve } from '../../render/resolve.ts';
import { acceptanceFindings, type AcceptedPlace, unaccepted } from './accepted.ts';
import { houseRules } from './house-rules.ts';
import { scored } from './kube-score.ts';
import type { Found } from './sarif.ts';

/** What a scan of dist/ says: in the house's words, and file by file. */
export interface ManifestScan {
  readonly findings: readonly Finding[];
  readonly found: readonly Found[];
}

export interface ManifestScanOptions {
  /** Path of kube-score. */
  readonly program: string;
  /** A folder that synth wrote to. */
  readonly dist: string;
  /** The day by which acceptances are judged: `2026-11-29`. */
  readonly today: string;
  /** Checks that are not asked. @default those of the house */
  readonly without?: readonly string[];
}

/** Scans dist/ of all clusters: an acceptance may be of use in one of them alone. */
export async function scanManifests(fleet: Fleet, options: ManifestScanOptions): Promise<ManifestScan> {
  const { paths, accepted } = composed(fleet);
  const scans = await Promise.all(fleet.clusters.map((cluster) => scanCluster(cluster, paths, options)));
  const all = scans.flat().toSorted(byPlace);
  const left = unaccepted(all, accepted);
  const overdue = acceptanceFindings(all, accepted, options.today);
  return { findings: [...left.map(asFinding), ...overdue], found: left.map(asFound) };
}

/** kube-score says them in another order each time. */
function byPlace(a: ScoredPlace, b: ScoredPlace): number {
  return `${a.file} ${a.check}` < `${b.file} ${b.check}` ? -1 : 1;
}

/** A finding of kube-score, with the place in the code and the file. */
interface ScoredPlace {
  readonly at: string;
  readonly file: string;
  readonly check: string;
  readonly message: string;
}

async function scanCluster(
  { name, kubernetes, zones }: FleetCluster,
  paths: ReadonlyMap<string, string>,
  { program, dist, without = houseRules.map(({ check }) => check) }: ManifestScanOptions,
): Promise<ScoredPlace[]> {
  const files = new Map(readObjects(dist, [name]).map(({ at, object }) => [identity(object), at]));
  // Where all nodes are in one zone, nobody counts on a second copy.
  const copies = Math.min(2, zones.length);
  const texts = [...files.values()].map(readText);
  const found = await scored(texts, { program, kubernetes, copies, without });
  return found.map(({ object, check, message }) => {
    const file = files.get(object) ?? join(dist, name);
    return { at: paths.get(`${name} ${object}`) ?? file, file, check, message };
  });
}

/** Where each object comes from, by cluster and identity, and what is accepted. */
function composed(fleet: Fleet): { paths: ReadonlyMap<string, string>; accepted: readonly AcceptedPlace[] } {
  const app = new FleetApp('dist');
  composeFleet(app, fleet);
  const { objects } = resolve(app);
  return {
    paths: new Map(objects.map(({ at, cluster, object }) => [`${cluster} ${identity(object)}`, at])),
    accepted: app.node
      .findAll()
      .flatMap((construct) => acceptedAt(construct).map((each) => ({ ...each, at: construct.node.path }))),
  };
}

function asFinding({ at, check, message }: ScoredPlace): Finding {
  const write = `what mends it; or acceptFinding(construct, { check: '${check}', because, until })`;
  return { code: check, at, field: '', problem: message, write };
}

function asFound({ file, check, message }: ScoredPlace): Found {
  return { rule: check, message, file };
}
