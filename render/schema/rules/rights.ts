// What a role gives. Source: Kubernetes API, "PolicyRule", "ClusterRoleBinding", "AggregationRule".
import { isDnsSubdomain } from '../../../lib/validation/limits.ts';
import { unless } from '../../../lib/validation/rules.ts';
import { asArray, asString, at } from '../../fields.ts';
import { entries, type Rule } from './rule.ts';

export const policyRule: Rule = ({ nonResourceURLs, apiGroups, resources, resourceNames }) => {
  const missing = (field: string) => ({ field, problem: 'is missing', write: 'what the verbs are for; "*" is all' });
  const isAboutNothing = [nonResourceURLs, apiGroups, resources].every((list) => asArray(list).length === 0);
  if (isAboutNothing)
    return [
      { field: '', problem: 'says not what the verbs are for', write: 'apiGroups and resources, or nonResourceURLs' },
    ];
  if (asArray(nonResourceURLs).length === 0)
    return Object.entries({ apiGroups, resources })
      .filter(([, list]) => asArray(list).length === 0)
      .map(([field]) => missing(field));
  return [apiGroups, resources, resourceNames].every((list) => asArray(list).length === 0)
    ? []
    : [{ field: 'nonResourceURLs', problem: 'stand beside resources', write: 'two rules' }];
};

export const role: Rule = (value) =>
  entries(value, 'rules')
    .filter(({ entry }) => asArray(entry.nonResourceURLs).length > 0)
    .map(({ field }) => ({
      field: `${field}.nonResourceURLs`,
      problem: 'belong to no namespace',
      write: 'a ClusterRole',
    }));

/** What binds in the whole cluster binds roles of the cluster, and says where an account is. */
export const clusterRoleBinding: Rule = (value) => [
  ...unless(at(value.roleRef, 'kind') !== 'Role', {
    field: 'roleRef.kind',
    problem: 'is a Role, which is of one namespace',
    write: 'ClusterRole; or a RoleBinding in that namespace',
  }),
  ...entries(value, 'subjects')
    .filter(({ entry }) => entry.kind === 'ServiceAccount' && asString(entry.namespace) === '')
    .map(({ field }) => ({
      field: `${field}.namespace`,
      problem: 'is missing',
      write: 'the namespace of the account',
    })),
];

export const aggregation: Rule = ({ clusterRoleSelectors }) =>
  unless(asArray(clusterRoleSelectors).length > 0, {
    field: 'clusterRoleSelectors',
    problem: 'is empty',
    write: 'labels of the roles that it is made of',
  });

export const subject: Rule = ({ kind, name, apiGroup = '' }) => {
  const isAccount = kind === 'ServiceAccount';
  const group = isAccount ? '' : 'rbac.authorization.k8s.io';
  return [
    ...unless(apiGroup === '' || apiGroup === group, {
      field: 'apiGroup',
      problem: `"${asString(apiGroup)}" is not that of a ${asString(kind)}`,
      write: group === '' ? 'nothing' : group,
    }),
    // Of none at all the schema tells.
    ...unless(!isAccount || asString(name) === '' || isDnsSubdomain(asString(name)), {
      field: 'name',
      problem: `"${asString(name)}" is no name of a ServiceAccount`,
      write: 'lower case letters, digits, "-" and ".", 253 characters at most',
    }),
  ];
};
