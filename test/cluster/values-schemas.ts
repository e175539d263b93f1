// Charts that say what values they take: the schema comes with the chart, in the Go module that also has its definitions.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pinnedModule, pinsFolder } from '../../commands/imports/modules.ts';
import type { ValuesSchemas } from './stand-ins/helm.ts';

const charts = [
  {
    url: 'oci://quay.io/jetstack/charts/cert-manager',
    pins: 'cert-manager',
    module: 'github.com/cert-manager/cert-manager',
    schema: 'deploy/charts/cert-manager/values.schema.json',
  },
  {
    url: 'oci://ghcr.io/external-secrets/charts/external-secrets',
    pins: 'external-secrets',
    module: 'github.com/external-secrets/external-secrets',
    schema: 'deploy/charts/external-secrets/values.schema.json',
  },
] as const;

/** The schemas that can be had without the charts' registries. */
export async function valuesSchemas(): Promise<ValuesSchemas> {
  const schemas = charts.map(async ({ url, pins, module, schema }) => {
    const { folder } = await pinnedModule(join(pinsFolder, pins), module);
    return [url, JSON.parse(await readFile(join(folder, schema), 'utf8')) as object] as const;
  });
  return new Map(await Promise.all(schemas));
}
