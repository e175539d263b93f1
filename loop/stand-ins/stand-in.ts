// A stand-in plays a controller that is not to be had: it looks at an object and its surroundings, and says ready or why not.
import type { KubeObject } from '../../render/rendered.ts';

/** What a stand-in can see: the objects of the cluster at one moment. */
export interface World {
  /** An object by kind (`group/Kind`, `/Service` for the core group), namespace and name. */
  readonly find: (kind: string, namespace: string | undefined, name: string) => KubeObject | undefined;
  /** All objects of a kind. */
  readonly list: (kind: string) => readonly KubeObject[];
  /** Whether the definitions of an API group are installed. */
  readonly serves: (group: string) => boolean;
}

/** Ready, with what the controller would have made; or not, and why. */
export type Verdict =
  | {
      readonly ready: true;
      readonly status: object;
      readonly makes?: readonly KubeObject[];
      readonly defines?: readonly string[];
    }
  | { readonly ready: false; readonly status: object; readonly because: string };

export interface StandIn {
  readonly apiVersion: string;
  readonly kind: string;
  readonly judge: (object: KubeObject, world: World) => Verdict;
}

/** A status condition of the form that all these controllers share. */
export function condition(type: string, holds: boolean, message: string, generation: unknown): object {
  return {
    type,
    status: holds ? 'True' : 'False',
    reason: holds ? 'StandIn' : 'StandInRefuses',
    message,
    observedGeneration: generation,
    lastTransitionTime: new Date(0).toISOString(),
  };
}

/** Ready, by the condition `Ready`. */
export function ready(object: KubeObject, rest: Partial<Extract<Verdict, { ready: true }>> = {}): Verdict {
  return { ready: true, status: readyStatus(object, true, 'a stand-in for the controller says so'), ...rest };
}

/** Not ready, by the condition `Ready`. */
export function refused(object: KubeObject, because: string): Verdict {
  return { ready: false, status: readyStatus(object, false, because), because };
}

function readyStatus(object: KubeObject, holds: boolean, message: string): object {
  const observedGeneration = generation(object);
  return { observedGeneration, conditions: [condition('Ready', holds, message, observedGeneration)] };
}

/** The version of an object's spec, which a condition says it is about. */
export function generation({ metadata }: KubeObject): unknown {
  return (metadata as { generation?: unknown }).generation;
}
