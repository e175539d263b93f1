// Services, Ingresses and network policies. Source: Kubernetes API, "ServiceSpec", "IngressSpec", "NetworkPolicyPeer".
import { asArray, asString } from '../../fields.ts';
import { entries, repeated, type Rule } from './rule.ts';

export const serviceSpec: Rule = (value) => {
  const ports = entries(value, 'ports');
  const { type, clusterIP, externalName } = value;
  return [
    ...(ports.length === 0 && type !== 'ExternalName' && clusterIP !== 'None'
      ? [{ field: 'ports', problem: 'are missing', write: 'one port or more' }]
      : []),
    ...(type === 'ExternalName' && asString(externalName) === ''
      ? [{ field: 'externalName', problem: 'is missing', write: 'the host that the Service stands for' }]
      : []),
    ...repeated(ports, ({ entry }) => entry.name).map(({ field, entry }) => ({
      field: `${field}.name`,
      problem: `another port is called "${asString(entry.name)}"`,
      write: 'another name',
    })),
    ...(ports.length > 1
      ? ports
          .filter(({ entry }) => asString(entry.name) === '')
          .slice(0, 1)
          .map(({ field }) => ({
            field: `${field}.name`,
            problem: 'is missing',
            write: 'a name: there are other ports',
          }))
      : []),
  ];
};

export const ingressSpec: Rule = ({ defaultBackend, rules }) =>
  defaultBackend === undefined && asArray(rules).length === 0
    ? [{ field: '', problem: 'has neither rules nor defaultBackend', write: 'rules' }]
    : [];

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
