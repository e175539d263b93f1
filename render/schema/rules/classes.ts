// Classes, by which objects name what carries them out, and drivers. Source: Kubernetes API, "IngressClassSpec", "RuntimeClass",
// "StorageClass", "PriorityClass", "VolumeAttributesClass", "CSIDriverSpec", and their validation.
import { isDnsLabel } from '../../../lib/validation/limits.ts';
import { type Fault, unless } from '../../../lib/validation/rules.ts';
import { asArray, asRecord, asString, at } from '../../fields.ts';
import { isQualified } from './metadata.ts';
import { isContainerResource, isWhole } from './resources.ts';
import { type AnyMap, entries, memberOf, repeated, type Rule } from './rule.ts';

/** Source: apimachinery, `IsDomainPrefixedPath` of pkg/util/validation. */
const domainAndPath =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/;

export const ingressClass: Rule = ({ spec }) => {
  const controller = asString(at(spec, 'controller'));
  return unless(domainAndPath.test(controller), {
    field: 'spec.controller',
    problem: controller === '' ? 'is missing' : `"${controller}" is no domain with a path`,
    write: 'a domain and a path, such as example.com/controller',
  });
};

/** Parameters of a class of Ingresses are of the cluster, or of a namespace that is named. */
export const ingressClassParameters: Rule = ({ scope, namespace }) => {
  const isInNamespace = scope === 'Namespace';
  return unless(isInNamespace === (namespace !== undefined), {
    field: 'namespace',
    problem: isInNamespace ? 'is missing' : 'stands beside the scope Cluster',
    write: isInNamespace ? 'where the parameters are' : 'nothing, or the scope Namespace',
  });
};

export const runtimeClass: Rule = ({ handler }) =>
  unless(isDnsLabel(asString(handler)), {
    field: 'handler',
    problem: `"${asString(handler)}" is no DNS label`,
    write: 'lower case letters, digits and "-"',
  });

/** What a runtime takes beside the containers. */
export const overhead: Rule = ({ podFixed }) =>
  Object.entries(asRecord(podFixed))
    .filter(([name, quantity]) => !isContainerResource(name) || (name.includes('/') && !isWhole(quantity)))
    .map(([name, quantity]) => ({
      field: memberOf('podFixed', name),
      problem: isContainerResource(name) ? `${String(quantity)} is part of one` : 'is no resource',
      write: 'cpu, memory, ephemeral-storage, or whole devices such as example.com/gpu',
    }));

export const runtimeScheduling: Rule = (value) =>
  repeated(entries(value, 'tolerations'), ({ entry: { key, operator, value: text, effect } }) =>
    JSON.stringify([key, operator, text, effect]),
  ).map(({ field }) => ({ field, problem: 'stands there before', write: 'each once' }));

export const storageClass: Rule = (value) => [
  ...driverFault('provisioner', value.provisioner),
  ...topologyFaults(value),
];

function driverFault(field: string, name: unknown): Fault[] {
  // Of one that is missing another rule tells.
  return unless(asString(name) === '' || isQualified(asString(name).toLowerCase()), {
    field,
    problem: `"${asString(name)}" is no name of a driver`,
    write: 'a name such as disk.csi.azure.com',
  });
}

function topologyFaults(value: AnyMap): Fault[] {
  const terms = entries(value, 'allowedTopologies');
  const twice = repeated(terms, ({ entry }) => JSON.stringify(sortedTerm(entry)));
  return [
    ...twice.map(({ field }) => ({ field, problem: 'stands there before', write: 'each once' })),
    ...terms.flatMap(({ field, entry }) =>
      repeated(entries(entry, 'matchLabelExpressions'), ({ entry: { key } }) => key).map((expression) => ({
        field: `${field}.${expression.field}.key`,
        problem: `"${asString(expression.entry.key)}" stands before`,
        write: 'each key once, with all its values',
      })),
    ),
  ];
}

/** The same whatever its order. */
function sortedTerm(term: AnyMap): unknown[] {
  return entries(term, 'matchLabelExpressions')
    .map(({ entry: { key, values } }) => [asString(key), ...asArray(values).map(asString).toSorted()])
    .toSorted();
}

export const driver: Rule = (value) => {
  const tokens = entries(value, 'tokenRequests');
  return [
    ...repeated(tokens, ({ entry }) => `for ${asString(entry.audience)}`).map(({ field, entry }) => ({
      field: `${field}.audience`,
      problem: `another token is for "${asString(entry.audience)}"`,
      write: 'another audience',
    })),
    ...unless(value.serviceAccountTokenInSecrets === undefined || tokens.length > 0, {
      field: 'serviceAccountTokenInSecrets',
      problem: 'is about tokens, and tokenRequests asks for none',
      write: 'nothing, or the tokens',
    }),
  ];
};

const ofTheSystem = new Set(['system-cluster-critical', 'system-node-critical']);

export const priorityClass: Rule = ({ metadata }) => {
  const name = asString(at(metadata, 'name'));
  return unless(!name.startsWith('system-') || ofTheSystem.has(name), {
    field: 'metadata.name',
    problem: `"${name}" begins as those of Kubernetes itself do`,
    write: 'a name without "system-"',
  });
};

export const volumeAttributesClass: Rule = ({ driverName, parameters }) => [
  ...driverFault('driverName', driverName),
  ...unless(Object.keys(asRecord(parameters)).length > 0, {
    field: 'parameters',
    problem: 'are none, and nothing else is in a class',
    write: 'what the driver is to give',
  }),
];

/** How much of text the parameters of a class may be, in bytes. Source: `validateParameters`. */
const mostParameters = 256 * 1024;

export const parameters: Rule = (value) => {
  const held = Object.entries(asRecord(value.parameters));
  const size = held.reduce((sum, [key, text]) => sum + Buffer.byteLength(key) + Buffer.byteLength(asString(text)), 0);
  return [
    ...unless(!held.some(([key]) => key === ''), {
      field: 'parameters',
      problem: 'has one without a name',
      write: 'names that the driver knows',
    }),
    ...unless(size <= mostParameters, {
      field: 'parameters',
      problem: `are ${size} bytes`,
      write: `${mostParameters} or fewer`,
    }),
  ];
};
