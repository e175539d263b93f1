// A class that cdk8s generates writes the fields of its type alone, after the patches: what a patch says beyond them would be lost.
import { isDeepStrictEqual } from 'node:util';
import { ApiObject, JsonPatch } from 'cdk8s';
import { isMap } from './is-map.ts';
import type { Fault } from './validation/rules.ts';

/** An object as plain data, and what is wrong with its patches. */
export interface Patched {
  /** The object with the patches that show in it. */
  readonly object: unknown;
  /** Why the others do not. */
  readonly faults: readonly Fault[];
}

/** What a construct renders. @throws Error if it renders nothing, whatever its patches say */
export function patched(construct: ApiObject): Patched {
  const patches = construct['patches'] as JsonPatch[];
  if (patches.length === 0) return { object: construct.toJson(), faults: [] };
  const all = patches.splice(0);
  const faults: Fault[] = [];
  try {
    for (const patch of all) {
      const before = stateOf(construct);
      patches.push(patch);
      const fault = patchFault(construct, patch, before);
      if (!fault) continue;
      patches.pop();
      faults.push(fault);
    }
    return { object: construct.toJson(), faults };
  } finally {
    patches.splice(0, patches.length, ...all);
  }
}

/** An object at one moment. */
interface State {
  /** What the patches are applied to. */
  readonly given: unknown;
  /** What the class makes of it. */
  readonly written: unknown;
}

function stateOf(construct: ApiObject): State {
  return { given: plain(ApiObject.prototype.toJson.call(construct)), written: plain(construct.toJson()) };
}

function patchFault(construct: ApiObject, patch: JsonPatch, before: State): Fault | undefined {
  const { op, path: written, from = '' } = patch._toJson() as { op: string; path: string; from?: string };
  const path = written === '' ? 'patch' : written;
  const malformed = [written, from].find((pointer) => !/^(?:\/|$)/.test(pointer));
  if (malformed !== undefined)
    return { field: path, problem: `"${malformed}" is no JSON pointer (RFC 6901)`, write: `"/${malformed}"` };
  const after = tried(() => stateOf(construct));
  const said = tried(() => plain(JsonPatch.apply(plain(before.written), patch)));
  const isUnchanged = isDeepStrictEqual(after?.written, before.written);
  if (!after && said === undefined)
    return op === 'test'
      ? { field: path, problem: 'the test fails: another value is there', write: 'the value that is there' }
      : nowhere(op, path);
  if (!isObject(after ? after.written : said))
    return {
      field: path,
      problem: `"${op}" leaves no object: one has apiVersion, kind and a name`,
      write: 'a patch of a field in it; or no such construct',
    };
  // The library takes these two for done where there was nothing.
  if ((op === 'remove' || op === 'move') && isUnchanged && isDeepStrictEqual(said, before.written))
    return nowhere(op, path);
  if (after && (op === 'test' || isDeepStrictEqual(after.written, said))) return undefined;
  // It is written with the names of the class, such as `clusterIp`.
  if (after && !isUnchanged && lost(after) <= lost(before)) return undefined;
  return {
    field: path,
    problem: `"${op}" is lost: ${construct.constructor.name} renders the fields of its type alone, and names some otherwise`,
    write: 'the field in its props; or the object as a new ApiObject(...) of cdk8s, which keeps every patch',
  };
}

function isObject(value: unknown): boolean {
  if (!isMap(value) || !isMap(value.metadata)) return false;
  return [value.apiVersion, value.kind, value.metadata.name].every((each) => typeof each === 'string' && each !== '');
}

function nowhere(op: string, path: string): Fault {
  return { field: path, problem: `"${op}" finds nothing in the object`, write: 'a path that is there' };
}

/** How many values the class leaves out: it renames fields and takes values out of their classes, but adds none. */
function lost({ given, written }: State): number {
  return leaves(given) - leaves(written);
}

function leaves(value: unknown): number {
  const inner: unknown[] = typeof value === 'object' && value !== null ? Object.values(value) : [];
  return inner.length === 0 ? 1 : inner.reduce<number>((sum, each) => sum + leaves(each), 0);
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function tried<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
