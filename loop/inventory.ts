// What a chart has applied, as Flux writes it down in its Kustomization.
import { asArray, asRecord, asString, at } from '../render/fields.ts';
import type { KubeObject } from '../render/rendered.ts';
import type { Reference } from './objects.ts';

export function inventoryOf(kustomization: KubeObject): Reference[] {
  return asArray(at(kustomization, 'status.inventory.entries'))
    .map(asRecord)
    .map(({ id, v }) => referenceOf(asString(id), asString(v)));
}

/** An id is `namespace_name_group_Kind`; a name of RBAC may hold colons, each written as two underscores. */
function referenceOf(id: string, version: string): Reference {
  const [namespace = '', ...rest] = id.split('_');
  const [group = '', kind = ''] = rest.splice(-2);
  return {
    apiVersion: group === '' ? version : `${group}/${version}`,
    kind,
    metadata: { name: rest.join('_').replaceAll('__', ':'), ...(namespace !== '' && { namespace }) },
  };
}
