// Where Flux fetches from. Its definitions ask for the scheme alone. Source: Flux documentation, "OCI Repositories", URL; "Helm
// Repositories", Type.
import { isOciRepository } from '../../../lib/validation/limits.ts';
import { unless } from '../../../lib/validation/rules.ts';
import { asRecord, asString, at } from '../../fields.ts';
import type { Rule } from './rule.ts';

export const ociRepository: Rule = (value) => {
  const url = asString(at(value, 'spec.url'));
  return unless(isOciRepository(url), {
    field: 'spec.url',
    problem: `"${url}" is no OCI repository`,
    write: 'oci://registry/path, the path in lower case, without a tag: that is spec.ref.tag',
  });
};

/** A registry has no index of its charts, so Flux must be told that it is one. */
export const helmRepository: Rule = ({ spec }) => {
  const { type = 'default', url } = asRecord(spec);
  const isRegistry = asString(url).startsWith('oci://');
  return unless(isRegistry === (type === 'oci'), {
    field: 'spec.type',
    problem: `is ${asString(type)}, and the URL "${asString(url)}"`,
    write: isRegistry ? 'oci' : 'nothing; or a URL that begins with oci://',
  });
};
