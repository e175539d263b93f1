// Every object is held against its schema inside synth: what an API server would refuse never reaches Git.
import { validate } from '@cfworker/json-schema';
import type { Finding } from '../finding.ts';
import type { KubeObject, RenderedObject } from '../rendered.ts';
import { explain } from './explain.ts';
import { schemasFor } from './files.ts';
import { closest } from './suggest.ts';
import { unknownKind } from './unknown-kind.ts';

/** All that the schema of its kind has against an object: unknown fields, wrong types, missing and impossible values. */
export function validateAgainstSchema({ at, object, verbatim }: RenderedObject): Finding[] {
  const { kinds, lookup } = schemasFor(object.apiVersion);
  const known = kinds[`${object.apiVersion}/${object.kind}`];
  if (known === undefined) return [{ code: 'unknown-kind', at, field: 'kind', ...unknown(object, Object.keys(kinds)) }];
  const instance = verbatim === undefined ? object : withoutSops(object);
  const { errors } = validate(instance, known.schema, '2019-09', lookup, false);
  return explain(errors, { object: instance, schema: known.schema, lookup }).map((fault) => ({
    code: 'schema',
    at,
    ...fault,
  }));
}

/** What SOPS adds to an encrypted document is gone when Flux applies it. */
function withoutSops({ sops: _sops, ...object }: KubeObject): KubeObject {
  return object;
}

function unknown({ apiVersion, kind }: KubeObject, known: readonly string[]): ReturnType<typeof unknownKind> {
  return unknownKind(`${apiVersion}/${kind}`, nearestKind(apiVersion, kind, known));
}

/** The kind that was meant, in the version that is nearest to the one that was written. */
function nearestKind(apiVersion: string, kind: string, known: readonly string[]): string | undefined {
  const kindOf = (name: string) => name.slice(name.lastIndexOf('/') + 1);
  const meant = closest(kind, known.map(kindOf));
  const versions = known.filter((name) => kindOf(name) === meant);
  return closest(`${apiVersion}/${meant}`, versions) ?? versions[0];
}
