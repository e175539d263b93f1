// What the API server serves beside its own: definitions, and servers of others. Source: Kubernetes API, "CustomResourceDefinitionSpec",
// "CustomResourceConversion", "APIServiceSpec", and their validation.
import { unless } from '../../../lib/validation/rules.ts';
import { asRecord, asString, at } from '../../fields.ts';
import { entries, memberOf, repeated, type Rule } from './rule.ts';

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const definitionName = new RegExp(`^${label}(\\.${label}){2,}$`);
const apiServiceName = new RegExp(`^${label}\\.(${label}(\\.${label})*)?$`);

/** Groups of Kubernetes' community. Source: apiextensions-apiserver, `IsProtectedCommunityGroup`. */
const ofCommunity = /(?:^|\.)(?:k8s|kubernetes)\.io$/;
const approval = 'api-approved.kubernetes.io';
const approved = /^unapproved|^[A-Za-z][-+.A-Za-z0-9]*:\/\/[^/?#]/;

export const definition: Rule = ({ metadata, spec }) => {
  const { group, names } = asRecord(spec);
  const { plural, kind, listKind } = asRecord(names);
  const called = `${asString(plural)}.${asString(group)}`;
  const versions = entries(asRecord(spec), 'versions');
  const stored = new Set(versions.filter(({ entry }) => entry.storage === true).map(({ entry }) => entry.name));
  return [
    // Of a part that no name can have the schema tells.
    ...unless(at(metadata, 'name') === called || !definitionName.test(called), {
      field: 'metadata.name',
      problem: `is not the plural and the group ("${called}")`,
      write: called,
    }),
    ...unless(
      !ofCommunity.test(asString(group)) || approved.test(asString(asRecord(at(metadata, 'annotations'))[approval])),
      {
        field: memberOf('metadata.annotations', approval),
        problem: `does not say who approved it, and ${asString(group)} is a group of Kubernetes' community`,
        write: 'the address of the approval, or a group of your own',
      },
    ),
    ...unless(kind === undefined || kind !== listKind, {
      field: 'spec.names.listKind',
      problem: 'is the kind itself',
      write: `${asString(kind)}List, or nothing`,
    }),
    ...repeated(versions, ({ entry }) => entry.name).map(({ field, entry }) => ({
      field: `spec.${field}.name`,
      problem: `another version is called "${asString(entry.name)}"`,
      write: 'each version once',
    })),
    ...unless(stored.size === 1, {
      field: 'spec.versions',
      problem: `${stored.size} of them are stored`,
      write: 'storage: true at one of them',
    }),
    ...versions
      .filter(({ entry }) => at(entry, 'schema.openAPIV3Schema.type') !== 'object')
      .map(({ field }) => ({
        field: `spec.${field}.schema.openAPIV3Schema.type`,
        problem: 'is not "object"',
        write: 'a schema of the whole object',
      })),
  ];
};

export const definitionVersion: Rule = ({ deprecated, deprecationWarning }) =>
  unless(deprecated === true || deprecationWarning === undefined, {
    field: 'deprecationWarning',
    problem: 'is of a version that is not deprecated',
    write: 'nothing, or deprecated: true',
  });

export const conversion: Rule = ({ strategy, webhook }) => {
  const isAsked = strategy === 'Webhook';
  return unless(isAsked === (webhook !== undefined), {
    field: 'webhook',
    problem: isAsked ? 'is missing' : `stands beside the strategy ${asString(strategy)}`,
    write: isAsked ? 'who converts' : 'nothing, or the strategy Webhook',
  });
};

export const apiService: Rule = ({ metadata, spec }) => {
  const { group, version, service, caBundle, insecureSkipTLSVerify } = asRecord(spec);
  if (asString(group) === '' && version !== 'v1')
    return [{ field: 'spec.group', problem: 'is missing', write: 'a domain, such as example.com' }];
  const called = `${asString(version)}.${asString(group)}`;
  const [isBundled, isOpen] = [asString(caBundle) !== '', insecureSkipTLSVerify === true];
  return [
    // Of a part that no name can have the schema tells.
    ...unless(at(metadata, 'name') === called || !apiServiceName.test(called), {
      field: 'metadata.name',
      problem: `is not the version and the group ("${called}")`,
      write: called,
    }),
    ...unless(service !== undefined || !(isBundled || isOpen), {
      field: isBundled ? 'spec.caBundle' : 'spec.insecureSkipTLSVerify',
      problem: 'is about another server, and spec.service names none',
      write: 'nothing, or the service',
    }),
    ...unless(service === undefined || !(isBundled && isOpen), {
      field: 'spec.insecureSkipTLSVerify',
      problem: 'is true, and caBundle says whom to trust',
      write: 'one of them',
    }),
  ];
};
