// Whom the API server asks, and what it serves: webhooks, policies, definitions. Source: Kubernetes API, "ValidatingWebhook",
// "RuleWithOperations", "ValidatingAdmissionPolicySpec", "CustomResourceDefinitionSpec", "APIServiceSpec", and their validation.
import { unless } from '../../../lib/validation/rules.ts';
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
  unless(url === undefined || asString(url).startsWith('https://'), {
    field: 'url',
    problem: `"${asString(url)}" does not begin with https://`,
    write: 'an address with TLS, or the service',
  });

/** What stands for all stands alone; beside all resources those within one may stand, as `pods/status`. */
export const operations: Rule = (value) =>
  [value.operations, asArray(value.resources).filter((resource) => !asString(resource).includes('/'))].flatMap(
    (list, index) =>
      unless(!asArray(list).includes('*') || asArray(list).length === 1, {
        field: index === 0 ? 'operations' : 'resources',
        problem: 'has "*", which is all, and others',
        write: '"*" alone, or the others',
      }),
  );

export const validatingPolicy: Rule = ({ validations, auditAnnotations }) =>
  unless(asArray(validations).length + asArray(auditAnnotations).length > 0, {
    field: 'validations',
    problem: 'are none, and so are the audit annotations',
    write: 'one at least',
  });

const reasons = ['Unauthorized', 'Forbidden', 'Invalid', 'RequestEntityTooLarge'];

export const validation: Rule = ({ reason = 'Invalid' }) =>
  unless(reasons.includes(asString(reason)), {
    field: 'reason',
    problem: `"${asString(reason)}" is no reason that an answer of the API server has`,
    write: `one of: ${reasons.join(', ')}`,
  });

export const policyBinding: Rule = ({ validationActions }) =>
  unless(!['Deny', 'Warn'].every((action) => asArray(validationActions).includes(action)), {
    field: 'validationActions',
    problem: 'has both Deny and Warn, which tell the same',
    write: 'one of them',
  });

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
