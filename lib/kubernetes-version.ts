// The one Kubernetes that the machine knows, by its schemas and its API server, and what a cluster with another one is told.
import { type Fault, unless } from './validation/rules.ts';

/** Minor version of the schemas in `imports/` and of the loop's API server. */
export const knownKubernetes = '1.36';

/** Refuses what is no minor version. */
export function kubernetesFaults(version: string): Fault[] {
  return unless(/^[1-9]\d*\.(0|[1-9]\d*)$/.test(version), {
    field: 'kubernetes',
    problem: `"${version}" is no minor version of Kubernetes`,
    write: `major and minor, such as "${knownKubernetes}"`,
  });
}

/** Whether a minor version is this one or newer. */
export function isAtLeast(version: string, least: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = least.split('.').map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

/** A sentence for each version that is not the known one. @param what was done with the known one */
export function otherKubernetes(
  clusters: readonly { readonly name: string; readonly kubernetes: string }[],
  what: string,
): string[] {
  const others = [...new Set(clusters.map(({ kubernetes }) => kubernetes))].filter((each) => each !== knownKubernetes);
  return others.map((version) => {
    const names = clusters.filter(({ kubernetes }) => kubernetes === version).map(({ name }) => name);
    return `Kubernetes is ${version} in ${names.join(', ')}, and ${what} ${knownKubernetes}: where they differ, only the cluster shows it.`;
  });
}
