// Where Flux fetches from. Its definitions ask for the scheme alone. Source: Flux documentation, "OCI Repositories", URL.
import { isOciRepository } from '../../../lib/validation/limits.ts';
import { unless } from '../../../lib/validation/rules.ts';
import { asString, at } from '../../fields.ts';
import type { Rule } from './rule.ts';

export const ociRepository: Rule = (value) => {
  const url = asString(at(value, 'spec.url'));
  return unless(isOciRepository(url), {
    field: 'spec.url',
    problem: `"${url}" is no OCI repository`,
    write: 'oci://registry/path, the path in lower case, without a tag: that is spec.ref.tag',
  });
};
