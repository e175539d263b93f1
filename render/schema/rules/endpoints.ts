// What answers for a Service that selects no pods. Source: Kubernetes API, "EndpointSlice", "Endpoints", and their validation.
import { isIP } from 'node:net';
import { type Fault, unless } from '../../../lib/validation/rules.ts';
import { asArray, asString } from '../../fields.ts';
import { isAddress, isOfNode } from './addresses.ts';
import { type AnyMap, entries, repeated, type Rule } from './rule.ts';

const families: Readonly<Record<string, number>> = { IPv4: 4, IPv6: 6 };
const hostName = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+\.?$/;

export const endpointSlice: Rule = (value) => [
  ...entries(value, 'endpoints').flatMap(({ field, entry }) => [
    ...unless(asArray(entry.addresses).length > 0, {
      field: `${field}.addresses`,
      problem: 'are none',
      write: 'the address of what answers',
    }),
    ...addressFaults(`${field}.addresses`, asArray(entry.addresses).map(asString), asString(value.addressType)),
  ]),
  // One without a name has the empty one.
  ...repeated(entries(value, 'ports'), ({ entry }) => `name ${asString(entry.name)}`).map(({ field, entry }) => ({
    field: `${field}.name`,
    problem: entry.name === undefined ? 'is missing, as another one is' : `another port is "${asString(entry.name)}"`,
    write: 'another name',
  })),
];

/** Addresses of the slice's own type, none of them the node's own. */
function addressFaults(field: string, addresses: readonly string[], type: string): Fault[] {
  const family = families[type];
  const isOfType = (address: string): boolean =>
    family === undefined ? type !== 'FQDN' || hostName.test(address) : isCallable(address, family);
  return addresses.flatMap((address, index) =>
    unless(isOfType(address), {
      field: `${field}[${index}]`,
      problem: `"${address}" is no address (${type}) that a pod could call`,
      write: 'the address of what answers, in its usual form',
    }),
  );
}

/** In the one form that an address has. */
function isCallable(address: string, family: number): boolean {
  if (isIP(address) !== family || !isAddress(address) || isOfNode(address)) return false;
  return family === 4 || new URL(`http://[${address}]`).hostname === `[${address}]`;
}

export const endpointHints: Rule = (value) =>
  ['forNodes', 'forZones'].flatMap((list) =>
    repeated(entries(value, list), ({ entry }) => entry.name).map(({ field, entry }) => ({
      field: `${field}.name`,
      problem: `"${asString(entry.name)}" stands before`,
      write: 'each once',
    })),
  );

/** Of either family. */
export const endpointAddress: Rule = ({ ip }) =>
  unless(isAddress(asString(ip)) && !isOfNode(asString(ip)), {
    field: 'ip',
    problem: `"${asString(ip)}" is no address that a pod could call`,
    write: 'the address of what answers',
  });

export const endpointSubset: Rule = (value) => [
  ...unless(
    ['addresses', 'notReadyAddresses'].some((list) => asArray(value[list]).length > 0),
    {
      field: '',
      problem: 'has neither addresses nor notReadyAddresses',
      write: 'the address of what answers',
    },
  ),
  ...missingNames(value),
];

function missingNames(value: AnyMap): Fault[] {
  const ports = entries(value, 'ports');
  return ports
    .filter(({ entry }) => ports.length > 1 && asString(entry.name) === '')
    .slice(0, 1)
    .map(({ field }) => ({ field: `${field}.name`, problem: 'is missing', write: 'a name: there are other ports' }));
}
