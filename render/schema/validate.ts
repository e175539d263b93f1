// Every object is held against its schema inside synth: what an API server would refuse never reaches Git.
import { validate } from '@cfworker/json-schema';
import type { Finding } from '../finding.ts';
import { apiGroup } from '../identity.ts';
import type { KubeObject, RenderedObject } from '../rendered.ts';
import { asRecord } from '../fields.ts';
import { explain, misshapen } from './explain.ts';
import { schemasFor } from './files.ts';
import { closest } from '../../lib/validation/closest.ts';
import { brokenRules } from './typed.ts';
import { unknownKind } from './unknown-kind.ts';

/** All that the schema of its kind has against an object: unknown fields, wrong types, missing and impossible values. */
export function validateAgainstSchema({ at, object, verbatim }: RenderedObject): Finding[] {
  const { kinds, lookup } = schemasFor(object.apiVersion);
  const known = kinds[`${object.apiVersion}/${object.kind}`];
  if (known === undefined) return [{ code: 'unknown-kind', at, field: 'kind', ...unknown(object, Object.keys(kinds)) }];
  const instance = verbatim === undefined ? object : withoutSops(object);
  const { schema } = known;
  const { errors } = validate(instance, schema, '2019-09', lookup, false);
  const validated = { object: instance, schema, lookup };
  const faults = explain(errors, validated);
  const unread = unreadable(
    faults.map(({ field }) => field),
    faults.length === 0 ? [] : misshapen(errors, validated),
  );
  const more = brokenRules(instance, { kind: `${object.apiVersion}/${object.kind}`, schema, lookup }, unread);
  return [...faults, ...more.filter(({ field }) => !faults.some((fault) => isInside(field, fault.field)))].map(
    (fault) => ({
      code: 'schema',
      at,
      ...fault,
    }),
  );
}

/** Whether a field is another one or a part of it, or the other way round: of one mistake the schema tells first. */
function isInside(field: string, other: string): boolean {
  return field.startsWith(other) || other.startsWith(field);
}

/** Places of values that no rule is asked about: a field of theirs is wrong, or something in them has another shape. */
function unreadable(wrong: readonly string[], shapeless: readonly string[]): ReadonlySet<string> {
  return new Set([...wrong.map(ownerOf), ...shapeless.flatMap(ownersOf)]);
}

/** Of `spec.ports[0].name` the place is `spec.ports[0]`; a key in brackets stays whole. */
function ownerOf(field: string): string {
  return field.replace(/(?:^|\.)[^.[\]]+$|\[(?:\d+|"[^"]*")\]$/, '');
}

function ownersOf(field: string): string[] {
  const owner = ownerOf(field);
  return owner === field ? [owner] : [owner, ...ownersOf(owner)];
}

/** What SOPS adds to an encrypted document is gone when Flux applies it, and what it encrypted is in the form that was there. */
function withoutSops({ sops: _sops, data, ...object }: KubeObject): KubeObject {
  return data === undefined
    ? object
    : { ...object, data: Object.fromEntries(Object.keys(asRecord(data)).map((key) => [key, ''])) };
}

function unknown({ apiVersion, kind }: KubeObject, known: readonly string[]): ReturnType<typeof unknownKind> {
  return unknownKind(`${apiVersion}/${kind}`, apiGroup(apiVersion), nearestKind(apiVersion, kind, known));
}

/** The kind that was meant, in the version that is nearest to the one that was written. */
function nearestKind(apiVersion: string, kind: string, known: readonly string[]): string | undefined {
  const kindOf = (name: string) => name.slice(name.lastIndexOf('/') + 1);
  const meant = closest(kind, known.map(kindOf));
  const versions = known.filter((name) => kindOf(name) === meant);
  return closest(`${apiVersion}/${meant}`, versions) ?? versions[0];
}
