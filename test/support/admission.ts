// The real API server alone, which says of objects whether it would take them: no controller, no node, nothing is made.
import { type BareServer, type BareServerPrograms, startBareServer } from '../../loop/bare-server.ts';
import { refusalOf, type Rest } from '../../loop/rest.ts';
import type { KubeObject } from '../../render/rendered.ts';

export class Admission {
  readonly rest: Rest;

  private constructor(private readonly server: BareServer) {
    this.rest = server.rest;
  }

  /** @param controllers program of Kubernetes' own. @default none run */
  static async start(programs: BareServerPrograms, controllers?: string): Promise<Admission> {
    return new Admission(await startBareServer(programs, controllers));
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
    const path = `/api/v1/namespaces/${namespace}/${resource}?dryRun=All`;
    const refused = await refusalOf(this.rest.call('POST', path, { ...object, metadata }));
    return refused?.message ?? '';
  }

  async close(): Promise<void> {
    await this.server.close();
  }
}
