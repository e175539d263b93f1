// Labels, annotations and finalizers, and the selectors that name labels. Source: Kubernetes documentation, "Labels and Selectors",
// "Annotations"; apimachinery, `api/validation/objectmeta.go`.
import { isDnsSubdomain } from '../../../lib/validation/limits.ts';
import { type Fault, unless } from '../../../lib/validation/rules.ts';
import { asArray, asRecord, asString } from '../../fields.ts';
import { type AnyMap, entries, memberOf, type Rule } from './rule.ts';

const name = /^(?=.{1,63}$)[A-Za-z0-9]([-\w.]*[A-Za-z0-9])?$/;

/** Annotations of one object, keys and values together, in bytes. */
const annotationBytes = 256 * 1024;

/** Finalizers without a domain, which Kubernetes has of old. */
const oldFinalizers = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

/** What YAML reads as a number or a date when it stands without quotes. */
const number = /^(?:\d[\d_]*(?:\.[\d_]*)?(?:[eE][-+]?\d+)?|0x[\da-fA-F_]+|0o[0-7_]+|0b[01_]+|\d{4}-\d{1,2}-\d{1,2})$/;
const word = /^(?:true|false|null)$/i;

export const objectMeta: Rule = ({ labels, annotations, finalizers, managedFields }, around) => [
  ...unless(managedFields === undefined, {
    field: 'managedFields',
    problem: 'is what the API server writes',
    write: 'the object without it',
  }),
  ...labelFaults('labels', asRecord(labels)),
  ...annotationFaults(asRecord(annotations), around.length <= 1),
  ...asArray(finalizers)
    .map(asString)
    .filter((finalizer) => !oldFinalizers.has(finalizer) && !(finalizer.includes('/') && isQualified(finalizer)))
    .map((finalizer) => ({
      field: 'finalizers',
      problem: `"${finalizer}" has no domain`,
      write: 'a name such as example.com/name',
    })),
];

/** A map from labels to their values, where one stands by itself. */
export const labelMap =
  (field: string): Rule =>
  (value) =>
    labelFaults(field, asRecord(value[field]));

export const labelSelector: Rule = (value) => [
  ...labelFaults('matchLabels', asRecord(value.matchLabels)),
  ...entries(value, 'matchExpressions').flatMap(({ field, entry }) => expressionFaults(field, entry)),
];

const operators = new Set(['In', 'NotIn', 'Exists', 'DoesNotExist']);

function expressionFaults(field: string, { key, operator, values }: AnyMap): Fault[] {
  const given = asArray(values).map(asString);
  const takesValues = operator === 'In' || operator === 'NotIn';
  if (!operators.has(asString(operator)))
    return [
      {
        field: `${field}.operator`,
        problem: `"${asString(operator)}" is none of the allowed values`,
        write: `one of: ${[...operators].join(', ')}`,
      },
    ];
  return [
    ...keyFault(`${field}.key`, asString(key)),
    ...given.flatMap((value, index) => valueFault(`${field}.values[${index}]`, value)),
    ...(takesValues === given.length > 0
      ? []
      : [
          {
            field: `${field}.values`,
            problem: takesValues ? 'is empty' : 'has entries',
            write: takesValues ? `what ${String(operator)} compares with` : `nothing: ${String(operator)} takes none`,
          },
        ]),
  ];
}

function labelFaults(field: string, labels: AnyMap): Fault[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...keyFault(field, key),
    ...valueFault(memberOf(field, key), asString(value)),
  ]);
}

/** An empty one is one. */
export function isLabelValue(value: string): boolean {
  return value === '' || name.test(value);
}

function valueFault(field: string, value: string): Fault[] {
  if (isLabelValue(value)) return [];
  const write = 'letters, digits, "-", "_" and ".", 63 characters at most, a letter or digit at both ends';
  return [{ field, problem: `"${short(value)}" is no value of a label`, write }];
}

/** @param isWhole whether it is the object's own metadata, which kustomize writes anew */
function annotationFaults(annotations: AnyMap, isWhole: boolean): Fault[] {
  const size = Object.entries(annotations).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(asString(value)),
    0,
  );
  return [
    // Of an annotation the API server takes capital letters in the domain, too.
    ...Object.keys(annotations).flatMap((key) => keyFault('annotations', key, key.toLowerCase())),
    ...Object.keys(annotations)
      .filter((key) => isWhole && (number.test(key) || word.test(key)))
      .map((key) => ({
        field: 'annotations',
        problem: `kustomize writes the key "${key}" without quotes, and fails for it is no text then`,
        write: `a key with a domain, such as example.com/${key}`,
      })),
    ...(size > annotationBytes
      ? [
          {
            field: 'annotations',
            problem: `are ${size} bytes`,
            write: `${annotationBytes} or fewer; a ConfigMap holds more`,
          },
        ]
      : []),
  ];
}

function keyFault(field: string, key: string, judged = key): Fault[] {
  if (isQualified(judged)) return [];
  return [
    {
      field,
      problem: `"${short(key)}" is no key`,
      write: 'letters, digits, "-", "_" and ".", 63 characters at most; in front of it a domain and "/", if you like',
    },
  ];
}

/** A name, with the domain of whoever gives it meaning or without. */
export function isQualified(key: string): boolean {
  const [own = '', domain, ...more] = key.split('/').toReversed();
  return more.length === 0 && name.test(own) && (domain === undefined || isDnsSubdomain(domain));
}

function short(text: string): string {
  return text.length <= 70 ? text : `${text.slice(0, 67)}...`;
}
