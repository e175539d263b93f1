// A schema that the API server can prune and default by: each value has a type, in one place. Source: Kubernetes documentation,
// "Extend the Kubernetes API with CustomResourceDefinitions", Specifying a structural schema.
import { type Fault, unless } from '../../../lib/validation/rules.ts';
import { asArray, asRecord, asString } from '../../fields.ts';
import { type AnyMap, memberOf, type Rule } from './rule.ts';

const types = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

export const definitionSchema: Rule = ({ openAPIV3Schema }) => {
  const { type: _type, ...whole } = asRecord(openAPIV3Schema);
  // Of the type of the whole object another rule tells.
  return faultsIn('openAPIV3Schema', { ...whole, type: 'object' });
};

/** What is wrong with the description of a value, and of those in it. */
function faultsIn(field: string, schema: AnyMap): Fault[] {
  const { items, properties, additionalProperties } = schema;
  return [
    ...ownFaults(schema).map((fault) => ({ ...fault, field: `${field}.${fault.field}` })),
    ...Object.entries(asRecord(properties)).flatMap(([name, inner]) =>
      faultsIn(memberOf(`${field}.properties`, name), asRecord(inner)),
    ),
    ...Object.entries({ items, additionalProperties })
      .filter(([, inner]) => typeof inner === 'object' && !Array.isArray(inner))
      .flatMap(([name, inner]) => faultsIn(`${field}.${name}`, asRecord(inner))),
  ];
}

function ownFaults(schema: AnyMap): Fault[] {
  const type = asString(schema.type);
  const isFree =
    schema['x-kubernetes-int-or-string'] === true || schema['x-kubernetes-preserve-unknown-fields'] === true;
  return [
    ...unless(types.includes(type) || (type === '' && isFree), {
      field: 'type',
      problem: type === '' ? 'is missing' : `"${type}" is no type`,
      write: `one of: ${types.join(', ')}`,
    }),
    ...unless(type !== 'array' || schema.items !== undefined, {
      field: 'items',
      problem: 'is missing',
      write: 'what an entry of the list is',
    }),
    ...unless(
      schema.properties === undefined || [undefined, null, true].includes(schema.additionalProperties as null),
      {
        field: 'additionalProperties',
        problem: 'stands beside properties',
        write: 'one of them',
      },
    ),
    ...unless(schema.uniqueItems !== true, {
      field: 'uniqueItems',
      problem: 'is true, which the API server does not check',
      write: 'x-kubernetes-list-type: set',
    }),
    ...unless(schema['x-kubernetes-list-type'] !== 'map' || asArray(schema['x-kubernetes-list-map-keys']).length > 0, {
      field: 'x-kubernetes-list-map-keys',
      problem: 'is missing',
      write: 'the fields that tell two entries apart',
    }),
  ];
}
