// A small world for the stand-ins' tests: objects by hand, no cluster.
import { identity, identityOf, kindKey } from '../../render/identity.ts';
import type { KubeObject } from '../../render/rendered.ts';
import type { StandIn, Verdict, World } from './stand-in.ts';

/** A world of these objects, where the API server serves these groups. */
export function worldOf(objects: readonly KubeObject[], served: readonly string[] = []): World {
  const all = new Map(objects.map((object) => [identity(object), object]));
  return {
    find: (kind, namespace, name) => all.get(identityOf(kind, namespace, name)),
    list: (kind) => objects.filter((object) => kindKey(object) === kind),
    serves: (group) => served.includes(group),
  };
}

/** What the stand-in for the object's kind says of it: `ready`, or why not. */
export function judge(standIns: readonly StandIn[], object: KubeObject, world: World): string {
  const verdict = verdictOf(standIns, object, world);
  return verdict.ready ? 'ready' : verdict.because;
}

/** The whole verdict. @throws Error where no stand-in plays the kind's controller */
export function verdictOf(standIns: readonly StandIn[], object: KubeObject, world: World): Verdict {
  const standIn = standIns.find(({ apiVersion, kind }) => apiVersion === object.apiVersion && kind === object.kind);
  if (!standIn) throw new Error(`no stand-in for ${object.apiVersion} ${object.kind}`);
  return standIn.judge(object, world);
}
