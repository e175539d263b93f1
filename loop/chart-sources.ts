// Charts whose source can be had without their registries: it comes in the Go module that also has their definitions.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pinnedModule, pinsFolder } from '../tools/modules.ts';
import type { ValuesSchemas } from './stand-ins/helm.ts';

const charts = [
  {
    url: 'oci://quay.io/jetstack/charts/cert-manager',
    pins: 'cert-manager',
    module: 'github.com/cert-manager/cert-manager',
    folder: 'deploy/charts/cert-manager',
  },
  {
    url: 'oci://ghcr.io/external-secrets/charts/external-secrets',
    pins: 'external-secrets',
    module: 'github.com/external-secrets/external-secrets',
    folder: 'deploy/charts/external-secrets',
  },
] as const;

/** The folder of each such chart, by the URL that its releases name. */
export async function chartFolders(): Promise<ReadonlyMap<string, string>> {
  const folders = charts.map(async ({ url, pins, module, folder }) => {
    const source = await pinnedModule(join(pinsFolder, pins), module);
    return [url, join(source.folder, folder)] as const;
  });
  return new Map(await Promise.all(folders));
}

/** The schemas of these charts' values. */
export async function valuesSchemas(): Promise<ValuesSchemas> {
  const schemas = [...(await chartFolders())].map(async ([url, folder]) => {
    return [url, JSON.parse(await readFile(join(folder, 'values.schema.json'), 'utf8')) as object] as const;
  });
  return new Map(await Promise.all(schemas));
}
