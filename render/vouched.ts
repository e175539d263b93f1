// One door for every rule that looks for what another object, or another part of one, must bring: Git does not show all of it.
import { applicationKinds } from '../lib/tenancy/kinds.ts';
import { unexcused } from '../lib/reasons.ts';
import { vouchedDoor } from '../lib/vouch-for.ts';
import type { ClusterView } from './cluster-view.ts';
import { kindKey } from './identity.ts';
import type { Finding } from './finding.ts';
import { append } from './multimap.ts';

/** The rules that can be wrong, because what they miss may come from elsewhere. */
const vouchable: ReadonlySet<string> = new Set([
  'alert-unrouted',
  'claim-held',
  'claim-unbound',
  'duplicate-claim',
  'key-missing',
  'monitor-without-target',
  'needless-exception',
  'no-provider',
  'pdb-blocks-eviction',
  'probe-port-missing',
  'pull-secret-type',
  'reference-not-granted',
  'route-not-admitted',
  'route-port-missing',
  'service-port-missing',
  'service-without-pods',
  'unable-to-scale',
  'unknown-value',
  'unseen-pods',
]);

/** The findings that nobody vouches for, each with the door named, and the reasons that nothing needs. */
export function unvouched({ objects, applications }: ClusterView, findings: readonly Finding[]): Finding[] {
  const closed = new Set(
    objects
      .filter(({ chart, object }) => applications.has(chart) && applicationKinds[kindKey(object)]?.isForOthers)
      .map(({ at }) => at),
  );
  const isVouchable = ({ code, at }: Finding): boolean => vouchable.has(code) && !closed.has(at);
  const missing = new Map<string, Finding[]>();
  for (const finding of findings) if (isVouchable(finding)) append(missing, finding.at, finding);
  const verdicts = objects
    .filter(({ object }) => object.metadata.annotations?.[vouchedDoor.annotation] !== undefined)
    .map(({ at, object }) => ({ at, left: unexcused(vouchedDoor, object, missing.get(at) ?? []) }));
  const excused = new Set(
    verdicts.flatMap(({ at, left }) => missing.get(at)?.filter((finding) => !left.includes(finding)) ?? []),
  );
  return [
    ...inOne(ofOneGroup(findings.filter((finding) => !excused.has(finding)))).map((finding) =>
      isVouchable(finding) ? withDoor(finding) : finding,
    ),
    ...verdicts.flatMap(({ at, left }) =>
      left
        .filter((found) => !('code' in found))
        .map((found) => ({ code: 'needless-reason', at, ...found, write: needless })),
    ),
  ];
}

/** Where the definitions of an API group are not there, nothing of it can be applied: that is one mistake, however many objects it has. */
function ofOneGroup(findings: readonly Finding[]): Finding[] {
  const same = new Map<unknown, Finding[]>();
  for (const finding of findings) {
    const { code, field, problem } = finding;
    append(same, code === 'no-provider' && field === 'apiVersion' ? problem : finding, finding);
  }
  return [...same.values()].flatMap(([first, ...others]) => {
    if (!first || others.length === 0) return first ?? [];
    return { ...first, problem: `${first.problem}; the same of ${others.map(({ at }) => at).join(', ')}` };
  });
}

/** What an object misses is missing once, wherever its fields name it. */
function inOne(findings: readonly Finding[]): Finding[] {
  const same = new Map<unknown, Finding[]>();
  for (const finding of findings) {
    const { code, at, problem, write } = finding;
    append(same, vouchable.has(code) ? JSON.stringify([code, at, problem, write]) : finding, finding);
  }
  return [...same.values()].flatMap(([first, ...others]) => {
    const fields = new Set(others.map(({ field }) => field).filter((field) => field !== first?.field));
    if (!first || fields.size === 0) return first ?? [];
    return { ...first, problem: `${first.problem}; the same at ${[...fields].join(', ')}` };
  });
}

const needless = `no reason, or the field as a finding names it; ${vouchedDoor.name}(...) gives them`;

function withDoor(finding: Finding): Finding {
  return { ...finding, write: `${finding.write}; or, where it is right all the same, why: ${vouchedDoor.name}(...)` };
}
