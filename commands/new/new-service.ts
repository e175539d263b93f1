// What is said of a service that is not there yet, and what it is called in code.
import { longestApplication } from '../../lib/tenancy/chart-faults.ts';
import { isDnsLabel, wholeNumber } from '../../lib/validation/limits.ts';
import { type Fault, unless } from '../../lib/validation/rules.ts';
import { routeFaults } from '../../lib/workload/route.ts';
import { isPlainName } from '../../render/paths.ts';

/** A service to add to a fleet. */
export interface NewService {
  /** The name of its chart, its namespace and its image: a DNS label that starts with a letter, 50 characters at most. */
  readonly name: string;
  /** The port that its process listens on, 1 to 65535. */
  readonly port: number;
  /** How the public reaches it. @default the cluster alone does */
  readonly route?: {
    /** The label of its host under each cluster's domain. */
    readonly host: string;
    /** What the public may ask for, as `paths` of a `WebService` has it. */
    readonly path: string;
  };
}

/** What is wrong with what was asked for. */
export function faultsOf({ name, port, route }: NewService): Fault[] {
  return [
    ...unless(isDnsLabel(name) && /^[a-z]/.test(name) && name.length <= longestApplication, {
      field: 'NAME',
      problem: `"${name}" cannot be the name of a service`,
      write: `lower case letters, digits and "-", a letter first and no "-" last, ${longestApplication} characters at most`,
    }),
    ...unless(isPlainName(name) || !isDnsLabel(name), {
      field: 'NAME',
      problem: `"${name}" is a name that Windows, Flux or kustomize takes for its own as a file's or a folder's`,
      write: 'another name',
    }),
    ...wholeNumber('--port', port, 1, 65_535),
    ...(route === undefined
      ? []
      : [
          ...unless(isDnsLabel(route.host), {
            field: '--host',
            problem: `"${route.host}" is no DNS label (RFC 1123)`,
            write: "one label, which comes before each cluster's domain",
          }),
          ...routeFaults({ host: 'host.example.com', paths: [route.path] }, { http: 8080 }).map((fault) => ({
            ...fault,
            field: '--path',
          })),
        ]),
  ];
}
