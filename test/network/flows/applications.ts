// What every application is promised, whatever it is: its ports are for whom they say, and it reaches nothing unasked.
import type { Cast } from '../cast.ts';
import { may, mayNot, type Port, portKey, type Row } from '../flow.ts';
import * as peer from '../peers.ts';
import * as port from '../ports.ts';
import type { Workload } from '../workloads.ts';

export function applications(cast: Cast): readonly Row[] {
  return cast.workloads.flatMap((workload) => promises(workload, cast));
}

function promises({ peer: pods, routed, scraped, callsApiServer }: Workload, cast: Cast): readonly Row[] {
  const { name } = pods;
  const callers = cast.callers.filter((other) => ![peer.gatewayProxy, peer.prometheus].includes(other));
  const outward = without(cast.everyPort, port.dns);
  const apiServers = callsApiServer ? [port.https] : [];
  return [
    may(`the Gateway reaches ${name}`, peer.gatewayProxy, pods, ...routed),
    mayNot(`the Gateway reaches ${name} on no other port`, peer.gatewayProxy, pods, ...without(cast.everyPort, routed)),
    may(`Prometheus scrapes ${name}`, peer.prometheus, pods, ...scraped),
    mayNot(`Prometheus reaches ${name} on no other port`, peer.prometheus, pods, ...without(cast.everyPort, scraped)),
    mayNot(`nobody else reaches ${name}`, callers, pods, ...cast.everyPort),
    may(`${name} reaches the API server`, pods, peer.apiServers, ...apiServers),
    mayNot(
      `${name} does not reach the API server on other ports`,
      pods,
      peer.apiServers,
      ...without(outward, apiServers),
    ),
    mayNot(`${name} does not reach other addresses`, pods, peer.otherAddresses, ...outward),
    mayNot(
      `${name} does not reach other pods, nor nodes`,
      pods,
      [...cast.governed, ...peer.neighbours, ...peer.nodes],
      ...outward,
    ),
  ];
}

function without(ports: readonly Port[], others: readonly Port[]): readonly Port[] {
  const keys = new Set(others.map(portKey));
  return ports.filter((each) => !keys.has(portKey(each)));
}
