// The ports of a workload have names, on which the Service, probes, monitors and network rules agree.
import { wholeNumber } from '../validation/limits.ts';
import { type Fault, unless } from '../validation/rules.ts';

/** The ports that a workload listens on, each a number from 1 to 65535 of its own. */
export interface Ports {
  /** Answers requests over HTTP, and probes. @default none */
  readonly http?: number;
  /** Answers requests over gRPC, in clear text within the cluster (h2c). @default none */
  readonly grpc?: number;
  /** Answers Prometheus. @default none, the workload is not scraped */
  readonly metrics?: number;
  /** Others, over TCP, by their names: letters, digits and `-`, 15 characters at most. @default none */
  readonly tcp?: Readonly<Record<string, number>>;
}

/** The ports that a request may come in on: those that a route leads to. */
export type RequestPort = 'http' | 'grpc';

/** The numbers by name, in the order in which the objects have them. */
export function numbersOf({ tcp = {}, ...ports }: Ports): Readonly<Record<string, number>> {
  return { ...ports, ...tcp };
}

/** What is wrong with the names and numbers. */
export function portFaults(ports: Ports): Fault[] {
  const numbers = Object.entries(numbersOf(ports));
  const own = ['http', 'grpc', 'metrics'].filter((name) => Object.hasOwn(ports.tcp ?? {}, name));
  return [
    ...numbers.flatMap(([name, port]) => wholeNumber(`ports.${name}`, port, 1, 65_535)),
    ...Object.keys(ports.tcp ?? {}).flatMap((name) => portName('ports.tcp', name)),
    ...own.map((name) => ({ field: 'ports.tcp', problem: `"${name}" is a port of its own`, write: `ports.${name}` })),
    ...unless(new Set(numbers.map(([, port]) => port)).size === numbers.length, {
      field: 'ports',
      problem: 'two names stand for one port',
      write: 'a port of its own for each',
    }),
  ];
}

/** Source: IANA service name, RFC 6335, section 5.1. */
function portName(field: string, name: string): Fault[] {
  const isName = /^(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && name.length <= 15;
  return unless(isName, {
    field,
    problem: `"${name}" is no name of a port (RFC 6335)`,
    write: 'lower case letters, digits and single "-", one letter or more, 15 characters at most',
  });
}
