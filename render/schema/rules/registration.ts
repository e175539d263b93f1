// Whom the API server asks, and about what. Source: Kubernetes API, "ValidatingWebhook", "RuleWithOperations", and their validation.
import { type Fault, unless } from '../../../lib/validation/rules.ts';
import { asArray, asString } from '../../fields.ts';
import type { Rule } from './rule.ts';

/** Versions of the questions, of which the API server must speak one. Source: `AcceptedAdmissionReviewVersions`. */
export function spoken(field: string): Rule {
  return (value) =>
    unless(
      asArray(value[field]).some((version) => version === 'v1' || version === 'v1beta1'),
      { field, problem: 'has none that the API server speaks', write: 'v1' },
    );
}

export const clientConfig: Rule = ({ url }) =>
  // Of an empty one another rule tells.
  unless(url === undefined || url === '' || /^https:\/\/[^/?#@]+(\/[^?#]*)?$/.test(asString(url)), {
    field: 'url',
    problem: `"${asString(url)}" is not https:// with a host and a path alone`,
    write: 'an address with TLS, such as https://example.com/judge; or the service',
  });

/** What is asked about: what stands for all stands alone. */
export const asked: Rule = (value) => [
  ...['apiGroups', 'apiVersions', 'operations']
    .filter((field) => asArray(value[field]).includes('*') && asArray(value[field]).length > 1)
    .map((field) => ({ field, ...allAndOthers('*') })),
  ...coveredIn(asArray(value.resources).map(asString)).map((all) => ({ field: 'resources', ...allAndOthers(all) })),
];

function allAndOthers(all: string): Omit<Fault, 'field'> {
  return { problem: `has "${all}", and others that it stands for`, write: `"${all}" without them, or the others` };
}

const everything: ReadonlySet<string> = new Set(['*', '*/*']);

/** The first that stands for another one; of what is within a resource (`pods/*`) for a later one alone. Source: `validateResources` */
function coveredIn(resources: readonly string[]): string[] {
  return resources
    .filter((all, index) =>
      resources.some((each, place) => each !== all && (place > index || everything.has(all)) && covers(all, each)),
    )
    .slice(0, 1);
}

function covers(all: string, each: string): boolean {
  if (all === '*/*') return true;
  const [[kind, part], [ofKind, ofPart]] = [all.split('/'), each.split('/')];
  if (part === undefined || ofPart === undefined) return kind === '*' && part === ofPart;
  return (kind === '*' && part === ofPart) || (part === '*' && kind === ofKind);
}
