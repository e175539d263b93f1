// What a cluster holds, read by kubectl: it logs in as whoever runs it does elsewhere. Secrets are not asked for.
import { asArray, asRecord } from '../../render/fields.ts';
import { isKubeObject } from '../../render/read-objects.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { azureEnvironment } from '../../tools/azure-environment.ts';
import { output, run } from '../../tools/run.ts';

/** Reads a cluster. */
export interface ClusterReader {
  /** What `kubectl get` may be asked for of all that the cluster serves, such as `deployments.apps`. */
  readonly kinds: () => Promise<readonly string[]>;
  /** Objects of these kinds in all namespaces. */
  readonly read: (kinds: readonly string[], selector?: string) => Promise<Read>;
}

/** What was read. */
interface Read {
  readonly objects: readonly KubeObject[];
  /** The kinds that the account may not list, such as `roles.rbac.authorization.k8s.io`. */
  readonly forbidden: readonly string[];
}

/** The kinds that nobody asks for: Secrets, what only tells of others, and a copy of EndpointSlices with the labels of a Service. */
const unasked = new Set(['secrets', 'events', 'events.events.k8s.io', 'endpoints']);

/** @param kubeconfig a file. @default the one that kubectl finds */
export function clusterReader(program: string, kubeconfig?: string): ClusterReader {
  // The plugins of AKS log in by Azure's.
  const env = azureEnvironment(['KUBECONFIG']);
  const args = kubeconfig === undefined ? [] : [`--kubeconfig=${kubeconfig}`];
  return {
    kinds: async () => {
      const named = await output(program, ['api-resources', '--verbs=list', '--output=name', ...args], { env });
      return named.split('\n').filter((kind) => kind !== '' && !unasked.has(kind));
    },
    read: async (kinds, selector) => {
      const wanted = [kinds.join(','), '--all-namespaces', '--ignore-not-found', '--output=json'];
      const selected = selector === undefined ? [] : [`--selector=${selector}`];
      const { code, stdout, stderr } = await run(program, ['get', ...wanted, ...selected, ...args], { env });
      const problems = stderr.split('\n').filter((line) => line.startsWith('Error') || line.startsWith('error'));
      const forbidden = problems.map(forbiddenIn);
      if (code !== 0 && (problems.length === 0 || forbidden.includes(undefined)))
        throw new Error(`kubectl get: ${stderr.trim() || `exit code ${code}`}`);
      return { objects: objectsIn(stdout), forbidden: forbidden.filter((kind) => kind !== undefined) };
    },
  };
}

/** The kind that a line of kubectl says may not be listed; undefined where it says something else. */
function forbiddenIn(line: string): string | undefined {
  const [, resource, group] =
    /\(Forbidden\): .* cannot list resource "([^"]+)" in API group "([^"]*)"/.exec(line) ?? [];
  return resource === undefined ? undefined : [resource, group].filter(Boolean).join('.');
}

/** Empty where nothing was found: then kubectl prints nothing. */
function objectsIn(stdout: string): KubeObject[] {
  if (stdout.trim() === '') return [];
  return asArray(asRecord(JSON.parse(stdout)).items).filter(isKubeObject);
}
