// What a node tells about itself to whoever asks: rules of the network may not open it.
import { nodeServices } from '../azure/node-services.ts';
import { type Cel, listed } from './cel.ts';

/** Whether a range, written as a range or as one address, holds an address. */
const holds = (range: Cel, address: Cel): Cel =>
  `(${range} == ${address} || (isCIDR(${range}) && cidr(${range}).containsIP(${address})))`;

/** Whether a range holds the address of such a service, and does not leave it out. */
export function opensNodeService(range: Cel, except: Cel = '[]'): Cel {
  const addresses = listed(nodeServices.map(({ address }) => address));
  return `${addresses}.exists(a, ${holds(range, 'a')} && !${except}.exists(x, ${holds('x', 'a')}))`;
}
