// Ingresses and network policies. Source: Kubernetes API, "IngressSpec", "NetworkPolicyPeer";
// `pkg/apis/networking/validation/validation.go`.
import { isIP } from 'node:net';
import { unless } from '../../../lib/validation/rules.ts';
import { asArray, asRecord, asString, at } from '../../fields.ts';
import type { Rule } from './rule.ts';

export const ingressRule: Rule = ({ host }) =>
  unless(isIP(asString(host)) === 0, { field: 'host', problem: 'is an address', write: 'a host name' });

/** The class was an annotation once. */
export const ingress: Rule = ({ metadata, spec }) => {
  const annotation = asRecord(at(metadata, 'annotations'))['kubernetes.io/ingress.class'];
  const name = at(spec, 'ingressClassName');
  return unless(annotation === undefined || name === undefined || annotation === name, {
    field: 'spec.ingressClassName',
    problem: `is "${asString(name)}", and the annotation kubernetes.io/ingress.class "${asString(annotation)}"`,
    write: 'one of them',
  });
};

export const ingressSpec: Rule = ({ defaultBackend, rules }) =>
  defaultBackend === undefined && asArray(rules).length === 0
    ? [{ field: '', problem: 'has neither rules nor defaultBackend', write: 'rules' }]
    : [];

/** A Service of which no port is asked. */
export const ingressService: Rule = ({ port }) => {
  const { name, number } = asRecord(port);
  return unless(name !== undefined || (number !== undefined && number !== 0), {
    field: 'port',
    problem: 'is missing',
    write: '{ number: 80 }, or the name of a port of the Service',
  });
};

/** What a path that is compared as it is may not hold: it would mean another one. */
const otherPath = /\/\/|\/\.{1,2}(?:\/|$)|%2f/i;

export const ingressPath: Rule = ({ path = '', pathType }) =>
  pathType === 'ImplementationSpecific'
    ? []
    : [
        ...unless(path !== '', { field: 'path', problem: 'is missing', write: 'a path that begins with "/"' }),
        ...unless(!otherPath.test(asString(path)), {
          field: 'path',
          problem: `"${asString(path)}" has "//", "/.", "/.." or "%2f" in it`,
          write: 'the path that it means',
        }),
      ];

export const policyPeer: Rule = ({ ipBlock, podSelector, namespaceSelector }) => {
  const isSelector = podSelector !== undefined || namespaceSelector !== undefined;
  if (isSelector !== (ipBlock !== undefined)) return [];
  const problem = isSelector ? 'has a range of addresses beside a selector' : 'is empty';
  return [
    { field: '', problem, write: 'ipBlock, or podSelector and namespaceSelector; no peer at all for all of them' },
  ];
};

export const policyPort: Rule = ({ port, endPort }) => {
  if (endPort === undefined) return [];
  if (typeof port !== 'number')
    return [{ field: 'endPort', problem: 'has no number to begin from', write: 'a number as port' }];
  return Number(endPort) >= port
    ? []
    : [{ field: 'endPort', problem: `${String(endPort)} is below the port ${port}`, write: `${port} or more` }];
};
