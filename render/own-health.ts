// What a fleet says of its own kinds' health goes to Flux as it stands: it must be of kinds that are its own to speak of.
import { health as machine, type OwnHealthTable } from '../lib/flux/health.ts';
import { isMap } from '../lib/is-map.ts';
import { fleetFile } from '../lib/platform.ts';
import { groupOf } from '../lib/tenancy/kinds.ts';
import type { Finding } from './finding.ts';
import { isBuiltInGroup, kindOf, kindsInGroup } from './schema/index.ts';
import { closest } from '../lib/validation/closest.ts';
import { unknownKind } from './schema/unknown-kind.ts';

/**
 * What is wrong with the health of a fleet's own kinds. CEL is not read here. Pure.
 * @param used the kinds of which there are objects: that one is not known is said of those
 */
export function healthFindings(own: OwnHealthTable, used: ReadonlySet<string>): Finding[] {
  return Object.entries(own).flatMap(([kind, health]) => {
    const found = fault(kind, health) ?? (used.has(kind) ? undefined : unknown(kind));
    return found ? [{ code: 'invalid-setting', at: fleetFile, field: `health["${kind}"]`, ...found }] : [];
  });
}

function fault(kind: string, health: OwnHealthTable[string]): Pick<Finding, 'problem' | 'write'> | undefined {
  if (!/^[^/]+\/[^/]+$/.test(kind))
    return { problem: 'is no kind with its group', write: 'such as postgresql.cnpg.io/Cluster' };
  if (Object.hasOwn(machine, kind))
    return { problem: 'Fleetwright says already when it is healthy', write: 'nothing: leave it out' };
  if (isBuiltInGroup(groupOf(kind)))
    return { problem: 'Flux itself knows when it is healthy', write: 'nothing: leave it out' };
  const isEmpty = health !== 'stateless' && [health.current, health.failed ?? 'not said'].some((cel) => !cel.trim());
  if (isEmpty) return { problem: 'holds an empty expression', write: `CEL over the object, or 'stateless'` };
  const { readyStatus } = health === 'stateless' ? {} : health;
  return readyStatus === undefined || isMap(readyStatus)
    ? undefined
    : {
        problem: 'has a readyStatus that is no map',
        write: "the status of a healthy object: { conditions: [{ type: 'Ready', status: 'True' }] }",
      };
}

function unknown(kind: string): ReturnType<typeof unknownKind> | undefined {
  const group = groupOf(kind);
  return kindOf(kind) === undefined ? unknownKind(`"${kind}"`, group, closest(kind, kindsInGroup(group))) : undefined;
}
