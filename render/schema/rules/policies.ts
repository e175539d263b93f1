// What the API server judges by itself, in expressions. Source: Kubernetes API, "ValidatingAdmissionPolicySpec",
// "MutatingAdmissionPolicySpec", "ParamRef"; `pkg/apis/admissionregistration/validation/validation.go`.
import { unless } from '../../../lib/validation/rules.ts';
import { asArray, asRecord, asString, at } from '../../fields.ts';
import { isQualified } from './metadata.ts';
import { entries, partFaults, type Rule } from './rule.ts';

export const matchConstraints: Rule = (value) =>
  unless(asArray(at(value.matchConstraints, 'resourceRules')).length > 0, {
    field: 'matchConstraints.resourceRules',
    problem: 'are none, so nothing is asked about',
    write: 'one at least',
  });

export const validatingPolicy: Rule = ({ validations, auditAnnotations }) =>
  unless(asArray(validations).length + asArray(auditAnnotations).length > 0, {
    field: 'validations',
    problem: 'are none, and so are the audit annotations',
    write: 'one at least',
  });

/** The key of an annotation stands behind the name of its policy. */
export const auditKeys: Rule = ({ metadata, spec }) =>
  entries(asRecord(spec), 'auditAnnotations')
    .filter(({ entry }) => !isQualified(`${asString(at(metadata, 'name'))}/${asString(entry.key)}`))
    .map(({ field, entry }) => ({
      field: `spec.${field}.key`,
      problem: `"${asString(entry.key)}" is no key`,
      write: 'letters, digits, "-", "_" and ".", 63 characters at most',
    }));

/** What is deleted is not changed first. @param where the rules are */
export function unchangeable(where: string): Rule {
  return (value) =>
    entries(asRecord(at(value, where)), 'resourceRules')
      .filter(({ entry }) => asArray(entry.operations).includes('DELETE'))
      .map(({ field }) => ({
        field: `${where}.${field}.operations`,
        problem: 'has DELETE, and nothing is left to change then',
        write: 'CREATE, UPDATE, CONNECT or "*"',
      }));
}

const patches = { ApplyConfiguration: 'applyConfiguration', JSONPatch: 'jsonPatch' };

/** A change is written in the form that its type names. */
export const mutation: Rule = (value) =>
  partFaults(value, patches, ['patchType', 'type'], (type) => `what the type ${type} asks for`);

/** Words of CEL that are no names. Source: CEL language definition, "Syntax". */
const reserved = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

export const variable: Rule = ({ name }) =>
  unless(!reserved.has(asString(name)), {
    field: 'name',
    problem: `"${asString(name)}" is a word of CEL`,
    write: 'another name',
  });

export const policyBinding: Rule = ({ validationActions }) => [
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
];

export const paramRef: Rule = ({ name, selector, parameterNotFoundAction }) => [
  ...unless((asString(name) === '') !== (selector === undefined), {
    field: '',
    problem: selector === undefined ? 'has neither a name nor a selector' : 'has a name and a selector',
    write: 'one of them',
  }),
  ...unless(parameterNotFoundAction !== undefined, {
    field: 'parameterNotFoundAction',
    problem: 'is missing',
    write: 'Deny or Allow',
  }),
];
