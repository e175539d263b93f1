// What Helm makes of a release: `helm template`, told of the API versions that the cluster will serve.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { servedVersions } from '../../render/schema/index.ts';
import type { KubeObject } from '../../render/rendered.ts';
import type { Release } from './releases.ts';
import { runHelm } from './run.ts';

export interface Helm {
  /** Path of the program. */
  readonly program: string;
  /** The cluster's Kubernetes, `1.36`. */
  readonly kubernetes: string;
  /** The folder of the chart. */
  readonly folder: string;
}

/** All objects of a release, definitions included. @throws Error in Helm's words where it refuses chart or values */
export async function template(release: Release, helm: Helm): Promise<KubeObject[]> {
  return parseAllDocuments(await rendered(release, helm), { uniqueKeys: false })
    .map((document) => document.toJS({ reviver: withoutNulls }) as KubeObject | undefined)
    .filter((object) => object !== undefined);
}

/**
 * What Helm prints of a release.
 * @param more values over its own, which the chart's schema need not allow. @default none
 * @throws Error as {@link template} does
 */
export async function rendered(
  { name, namespace, requires, values: { files: own, single } }: Release,
  { program, kubernetes, folder }: Helm,
  more?: object,
): Promise<string> {
  const texts = [...own, ...(more ? [stringify(more)] : [])];
  const home = await mkdtemp(join(tmpdir(), 'fleetwright-helm-'));
  try {
    const files = texts.map((_text, index) => join(home, `values-${index}.yaml`));
    await Promise.all(files.map(async (file, index) => writeFile(file, texts[index] ?? '')));
    const values = [...files.flatMap((file) => ['--values', file]), ...single.flatMap(setting)];
    const capabilities = requires.flatMap(servedVersions).flatMap((version) => ['--api-versions', version]);
    const place = ['--namespace', namespace, ...values];
    const options = ['--include-crds', '--kube-version', kubernetes, ...capabilities];
    const lenient = more ? ['--skip-schema-validation'] : [];
    return await runHelm(program, home, ['template', name, folder, ...place, ...options, ...lenient]);
  } finally {
    await rm(home, { recursive: true });
  }
}

/** A field that a template leaves empty is null, which to the API server is a field that is not there. */
function withoutNulls(this: unknown, _key: unknown, value: unknown): unknown {
  return value === null && !Array.isArray(this) ? undefined : value;
}

/** Source: github.com/fluxcd/pkg, `chartutil.ReplacePathValue`: what is quoted is text. */
function setting({ path, value }: Release['values']['single'][number]): string[] {
  const [, text] = /^["'](.*)["']$/s.exec(value) ?? [];
  return text === undefined ? ['--set', `${path}=${value}`] : ['--set-string', `${path}=${text}`];
}
