// What a node tells about itself to whoever asks: rules of the network may not open it.
import { type NodeService, nodeServices } from '../azure/node-services.ts';
import { type Cel, together } from './cel.ts';

/** Whether a range, written as a range or as one address, holds an address. */
const holds = (range: Cel, address: Cel): Cel =>
  `(${range} == ${address} || (isCIDR(${range}) && cidr(${range}).containsIP(${address})))`;

/** What a list has for each such service. */
export function forEachNodeService(list: (service: NodeService) => Cel): Cel {
  return together(...nodeServices.map(list));
}

/** Whether a range holds the address of such a service, and does not leave it out. */
export function opensNodeService({ address }: NodeService, range: Cel, except: Cel = '[]'): Cel {
  const text = `'${address}'`;
  return `(${holds(range, text)} && !${except}.exists(x, ${holds('x', text)}))`;
}
