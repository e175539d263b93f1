// Whom the API server asks, and what it serves: webhooks, policies, definitions. Source: Kubernetes API, "ValidatingWebhook",
// "RuleWithOperations", "ValidatingAdmissionPolicySpec", "CustomResourceDefinitionSpec", "APIServiceSpec", and their validation.
import { type Fault, unless } from '../../../lib/validation/rules.ts';
import { asArray, asRecord, asString, at } from '../../fields.ts';
import { entries, type Rule } from './rule.ts';

export const webhook: Rule = ({ timeoutSeconds = 10, admissionReviewVersions }) => [
  ...unless(Number(timeoutSeconds) >= 1 && Number(timeoutSeconds) <= 30, {
    field: 'timeoutSeconds',
    problem: `is ${String(timeoutSeconds)}`,
    write: '1 to 30',
  }),
  ...unless(
    asArray(admissionReviewVersions).some((version) => version === 'v1' || version === 'v1beta1'),
    { field: 'admissionReviewVersions', problem: 'has none that the API server speaks', write: 'v1' },
  ),
];

export const clientConfig: Rule = ({ url }) =>
  unless(url === undefined || /^https:\/\/[^/?#@]+(\/[^?#]*)?$/.test(asString(url)), {
    field: 'url',
    problem: `"${asString(url)}" is not https:// with a host and a path alone`,
    write: 'an address with TLS, such as https://example.com/judge; or the service',
  });

export const webhookService: Rule = ({ port = 443, path = '/' }) => [
  ...unless(Number(port) >= 1 && Number(port) <= 65_535, {
    field: 'port',
    problem: `is ${String(port)}`,
    write: '1 to 65535',
  }),
  ...unless(asString(path).startsWith('/'), {
    field: 'path',
    problem: `"${asString(path)}" does not begin with "/"`,
    write: 'a path such as /judge',
  }),
];

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

export const validatingPolicy: Rule = ({ matchConstraints, validations, auditAnnotations }) => [
  ...unless(asArray(at(matchConstraints, 'resourceRules')).length > 0, {
    field: 'matchConstraints.resourceRules',
    problem: 'are none, so nothing is asked about',
    write: 'one at least',
  }),
  ...unless(asArray(validations).length + asArray(auditAnnotations).length > 0, {
    field: 'validations',
    problem: 'are none, and so are the audit annotations',
    write: 'one at least',
  }),
];

const reasons = ['Unauthorized', 'Forbidden', 'Invalid', 'RequestEntityTooLarge'];

export const validation: Rule = ({ reason = 'Invalid' }) =>
  unless(reasons.includes(asString(reason)), {
    field: 'reason',
    problem: `"${asString(reason)}" is no reason that an answer of the API server has`,
    write: `one of: ${reasons.join(', ')}`,
  });

export const policyBinding: Rule = ({ validationActions, paramRef }) => [
  ...unless(asArray(validationActions).length > 0, {
    field: 'validationActions',
    problem: 'are none',
    write: 'Deny, or Warn, or Audit',
  }),
  ...unless(!['Deny', 'Warn'].every((action) => asArray(validationActions).includes(action)), {
    field: 'validationActions',
    problem: 'has both Deny and Warn, which tell the same',
    write: 'one of them',
  }),
  ...unless(paramRef === undefined || at(paramRef, 'parameterNotFoundAction') !== undefined, {
    field: 'paramRef.parameterNotFoundAction',
    problem: 'is missing',
    write: 'Deny or Allow',
  }),
];

export const definition: Rule = ({ metadata, spec }) => {
  const { group, names, versions } = asRecord(spec);
  const called = `${asString(at(names, 'plural'))}.${asString(group)}`;
  const stored = asArray(versions).filter((version) => at(version, 'storage') === true);
  return [
    ...unless(at(metadata, 'name') === called, {
      field: 'metadata.name',
      problem: `is not the plural and the group ("${called}")`,
      write: called,
    }),
    ...unless(stored.length === 1, {
      field: 'spec.versions',
      problem: `${stored.length} of them are stored`,
      write: 'storage: true at one of them',
    }),
    ...entries(asRecord(spec), 'versions')
      .filter(({ entry }) => at(entry, 'schema.openAPIV3Schema.type') !== 'object')
      .map(({ field }) => ({
        field: `spec.${field}.schema.openAPIV3Schema.type`,
        problem: 'is not "object"',
        write: 'a schema of the whole object',
      })),
  ];
};

export const apiService: Rule = ({ metadata, spec }) => {
  const called = `${asString(at(spec, 'version'))}.${asString(at(spec, 'group'))}`;
  return unless(at(metadata, 'name') === called, {
    field: 'metadata.name',
    problem: `is not the version and the group ("${called}")`,
    write: called,
  });
};
