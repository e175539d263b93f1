// The real API server alone, which says of objects whether it would take them: no controller, no node, nothing is made.
import { startApiServer } from '../../loop/api-server.ts';
import { makeCredentials } from '../../loop/credentials.ts';
import { startEtcd } from '../../loop/etcd.ts';
import { Ports } from '../../loop/ports.ts';
import { Rest, StatusError } from '../../loop/rest.ts';
import { Sandbox } from '../../loop/sandbox.ts';
import type { KubeObject } from '../../render/rendered.ts';

export const admissionPrograms = ['etcd', 'kube-apiserver'] as const;

export class Admission {
  private constructor(
    private readonly sandbox: Sandbox,
    readonly rest: Rest,
  ) {}

  static async start(programs: Readonly<Record<(typeof admissionPrograms)[number], string>>): Promise<Admission> {
    const sandbox = new Sandbox(await Ports.claim());
    const etcd = startEtcd(sandbox, programs.etcd);
    const credentials = makeCredentials(sandbox);
    const api = await startApiServer(sandbox, programs['kube-apiserver'], { etcd, credentials });
    return new Admission(sandbox, new Rest(api.server));
  }

  /** Makes a quota as a controller would have left it: nothing is used yet. */
  async quota(namespace: string, name: string, hard: Readonly<Record<string, unknown>>): Promise<void> {
    const path = `/api/v1/namespaces/${namespace}/resourcequotas`;
    await this.rest.call('POST', path, { metadata: { name }, spec: { hard } });
    const used = Object.fromEntries(Object.keys(hard).map((line) => [line, '0']));
    await this.rest.call('PATCH', `${path}/${name}/status`, { status: { hard, used } }, 'application/merge-patch+json');
  }

  /** @returns the path of what is in it */
  async namespace(name: string, labels: Readonly<Record<string, string>> = {}): Promise<string> {
    const path = `/api/v1/namespaces/${name}`;
    await this.rest.call('POST', '/api/v1/namespaces', { metadata: { name, labels } });
    // The server waits for it, where a controller would have made it.
    await this.rest.call('POST', `${path}/serviceaccounts`, { metadata: { name: 'default' } });
    return path;
  }

  /** Why it refuses an object in a namespace; empty where it does not. @param resource of the core group. @default 'pods' */
  async refusal(object: KubeObject, namespace: string, resource = 'pods'): Promise<string> {
    const metadata = { ...object.metadata, namespace };
    try {
      await this.rest.call('POST', `/api/v1/namespaces/${namespace}/${resource}?dryRun=All`, { ...object, metadata });
      return '';
    } catch (error) {
      if (error instanceof StatusError) return error.message;
      throw error;
    }
  }

  async close(): Promise<void> {
    this.rest.close();
    await this.sandbox.close();
  }
}
