// The ports of a service have names, on which the Service, probes, monitors and network rules agree.
import { wholeNumber } from '../validation/limits.ts';
import { type Fault, unless } from '../validation/rules.ts';

/** The ports that a service promises, each a number from 1 to 65535 of its own. */
export interface ServicePorts {
  /** Answers requests and probes. */
  readonly http: number;
  /** Answers Prometheus. @default none, the service is not scraped */
  readonly metrics?: number;
}

/** What is wrong with the numbers. */
export function portFaults(ports: ServicePorts): Fault[] {
  const numbers = Object.values(ports);
  return [
    ...Object.entries(ports).flatMap(([name, port]: [string, number]) => wholeNumber(`ports.${name}`, port, 1, 65_535)),
    ...unless(new Set(numbers).size === numbers.length, {
      field: 'ports',
      problem: 'two names stand for one port',
      write: 'a port of its own for each',
    }),
  ];
}
