// Takes away what was made, as if it had never been: no controller is there to end what waits for one.
import { kindKey } from '../../render/identity.ts';
import type { KubeObject } from '../../render/rendered.ts';
import type { BareServer } from '../bare-server.ts';
import { definition } from '../definitions.ts';
import { Objects } from '../objects.ts';
import { refusalOf } from '../rest.ts';
import { until } from '../until.ts';

/** What the API server keeps, as some of its own namespaces, stays. */
export async function clear(server: BareServer, made: readonly KubeObject[]): Promise<void> {
  const objects = new Objects(server.rest);
  const of = (isOf: (kind: string) => boolean): KubeObject[] => made.filter((object) => isOf(kindKey(object)));
  await Promise.all(of((kind) => kind !== '/Namespace' && kind !== definition).map((each) => remove(objects, each)));
  await Promise.all(
    of((kind) => kind === '/Namespace').map(({ metadata: { name } }) => removeNamespace(server, objects, name)),
  );
  await Promise.all(of((kind) => kind === definition).map((each) => removeDefinition(objects, each)));
}

async function remove(objects: Objects, object: KubeObject): Promise<void> {
  await refusalOf(objects.merge(object, { metadata: { finalizers: null } }));
  // A Job would wait for a controller to part with its pods.
  await refusalOf(objects.delete(object));
}

/** Its content is gone already, so it need not wait for a controller to look. */
async function removeNamespace({ rest }: BareServer, objects: Objects, name: string): Promise<void> {
  await refusalOf(objects.delete({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
  const emptied = { metadata: { name }, spec: { finalizers: [] } };
  await refusalOf(rest.call('PUT', `/api/v1/namespaces/${name}/finalize`, emptied));
}

/** The API server itself takes its objects away first. */
async function removeDefinition(objects: Objects, object: KubeObject): Promise<void> {
  await objects.delete(object);
  const what = `the definition ${object.metadata.name} is gone`;
  await until(async () => (await objects.get(object)) === undefined, { what });
}
