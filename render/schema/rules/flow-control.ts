// How the API server shares itself among those who ask. Source: Kubernetes documentation, "API Priority and Fairness";
// `pkg/apis/flowcontrol/validation/validation.go`.
import { type Fault, unless } from '../../../lib/validation/rules.ts';
import { isDnsLabel } from '../../../lib/validation/limits.ts';
import { asArray, asRecord, asString, at } from '../../fields.ts';
import { type AnyMap, partFaults, type Rule, texts } from './rule.ts';

const exempt = 'exempt';

export const flowSchema: Rule = ({ metadata, spec }) =>
  unless(at(spec, 'matchingPrecedence') !== 1 || at(metadata, 'name') === exempt, {
    field: 'spec.matchingPrecedence',
    problem: `is 1, which is that of "${exempt}" alone`,
    write: '2 or more',
  });

export const flowRule: Rule = ({ resourceRules, nonResourceRules }) =>
  unless(asArray(resourceRules).length + asArray(nonResourceRules).length > 0, {
    field: '',
    problem: 'has neither resourceRules nor nonResourceRules',
    write: 'one of them',
  });

const parts = { Group: 'group', ServiceAccount: 'serviceAccount', User: 'user' };

/** Who is meant stands in the part that the kind names. */
export const flowSubject: Rule = (value) => partFaults(value, parts, ['kind', 'kind'], (kind) => `who the ${kind} is`);

const verbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'proxy', 'update', 'watch'];

export const resourceRule: Rule = (value) => [
  ...verbFaults(value),
  ...['apiGroups', 'resources', 'namespaces'].flatMap((field) => allAndOthers(value, field)),
  ...unless(asArray(value.namespaces).length > 0 || value.clusterScope === true, {
    field: 'namespaces',
    problem: 'are none',
    write: '"*", or clusterScope: true',
  }),
  ...texts(value, 'namespaces')
    .filter(({ text }) => text !== '*' && !isDnsLabel(text))
    .map(({ field, text }) => ({ field, problem: `"${text}" is no namespace`, write: 'its name, or "*" alone' })),
];

const path = /^\/$|^(?:\/[^/ *]+)*(?:\/\*?)?$/;

export const pathRule: Rule = (value) => [
  ...verbFaults(value),
  ...allAndOthers(value, 'nonResourceURLs'),
  ...texts(value, 'nonResourceURLs')
    .filter(({ text }) => text !== '*' && (text === '' || !path.test(text)))
    .map(({ field, text }) => ({
      field,
      problem: `"${text}" is no path`,
      write: 'one such as /healthz, or /healthz/* for all below it',
    })),
];

function verbFaults(value: AnyMap): Fault[] {
  return [
    ...allAndOthers(value, 'verbs'),
    ...texts(value, 'verbs')
      .filter(({ text }) => text !== '*' && !verbs.includes(text))
      .map(({ field, text }) => ({ field, problem: `"${text}" is no verb`, write: `one of: ${verbs.join(', ')}` })),
  ];
}

function allAndOthers(value: AnyMap, field: string): Fault[] {
  const listed = asArray(value[field]);
  return unless(!listed.includes('*') || listed.length === 1, {
    field,
    problem: 'has "*", and others that it stands for',
    write: '"*" alone, or the others',
  });
}

export const priorityLevel: Rule = ({ metadata, spec }) => {
  const { type, limited, exempt: unlimited } = asRecord(spec);
  const isExempt = at(metadata, 'name') === exempt;
  if ((type === 'Exempt') !== isExempt)
    return [
      {
        field: 'spec.type',
        problem: isExempt ? `is ${asString(type)}` : `is Exempt, which "${exempt}" alone is`,
        write: isExempt ? 'Exempt' : 'Limited',
      },
    ];
  const other = isExempt ? limited : unlimited;
  return [
    ...unless(isExempt || limited !== undefined, {
      field: 'spec.limited',
      problem: 'is missing',
      write: 'how it is limited',
    }),
    ...unless(other === undefined, {
      field: isExempt ? 'spec.limited' : 'spec.exempt',
      problem: `stands beside the type ${asString(type)}`,
      write: 'nothing',
    }),
  ];
};

/** What one hand may draw of a hash, in bits. Source: `MaxHashBits` of Kubernetes. */
const mostBits = 60;
const mostQueues = 10_000_000;

export const limitResponse: Rule = ({ type, queuing }) => {
  const isQueue = type === 'Queue';
  if (isQueue !== (queuing !== undefined))
    return [
      {
        field: 'queuing',
        problem: isQueue ? 'is missing' : `stands beside the type ${asString(type)}`,
        write: isQueue ? 'how requests wait' : 'nothing, or the type Queue',
      },
    ];
  const { handSize, queues } = asRecord(queuing);
  const [hand, deck] = [Number(handSize) || 8, Number(queues) || 64];
  // Of a deck that is none the schema tells.
  return unless(
    !isQueue || !(deck >= 1 && deck <= mostQueues) || (hand <= deck && Math.ceil(Math.log2(deck) * hand) <= mostBits),
    {
      field: 'queuing.handSize',
      problem: `${hand} is more than ${deck} queues can deal`,
      write: 'a smaller hand, as in the table of the documentation',
    },
  );
};
