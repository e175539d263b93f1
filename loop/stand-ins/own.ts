// Stands in for the controllers of a fleet's own kinds: each object gets the status that the fleet says a healthy one has.
import type { OwnHealthTable } from '../../lib/flux/health.ts';
import { asArray, asRecord, asString, at } from '../../render/fields.ts';
import { apiGroup, kindKey } from '../../render/identity.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { definition } from '../definitions.ts';
import { condition, generation, type StandIn } from './stand-in.ts';

/**
 * A stand-in for each kind of these objects of which the fleet says what a healthy one looks like. When the definitions are there the
 * stand-ins learn from the release that provides them; of those that a chart holds itself they never do.
 */
export function ownStandIns(objects: readonly KubeObject[], own: OwnHealthTable = {}): readonly StandIn[] {
  const inCharts = new Set(
    objects.filter((object) => kindKey(object) === definition).map((object) => asString(at(object, 'spec.group'))),
  );
  const kinds = new Map(objects.map(({ apiVersion, kind }) => [`${apiVersion} ${kind}`, { apiVersion, kind }]));
  return [...kinds.values()].flatMap(({ apiVersion, kind }) => {
    const health = own[kindKey({ apiVersion, kind })];
    if (typeof health !== 'object' || !health.readyStatus || inCharts.has(apiGroup(apiVersion))) return [];
    const { readyStatus } = health;
    return [{ apiVersion, kind, judge: (object) => ({ ready: true, status: statusOf(readyStatus, object) }) }];
  });
}

/** With what a condition must have besides. Source: Kubernetes API, "Condition". */
function statusOf(readyStatus: Readonly<Record<string, unknown>>, object: KubeObject): object {
  const { conditions, ...rest } = readyStatus;
  if (conditions === undefined) return rest;
  const whole = asArray(conditions).map((each) => {
    const { type, status } = asRecord(each);
    const general = condition(asString(type), status === 'True', 'a stand-in says so', generation(object));
    return { ...general, ...asRecord(each) };
  });
  return { ...rest, conditions: whole };
}
