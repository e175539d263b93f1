// What Helm makes of a release: `helm template`, told of the API versions that the cluster will serve.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { servedVersions } from '../../render/schema/index.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { run } from '../../tools/run.ts';
import type { Release } from './releases.ts';

export interface Helm {
  /** Path of the program. */
  readonly program: string;
  /** The cluster's Kubernetes, `1.36`. */
  readonly kubernetes: string;
  /** A folder with the chart, in place of its registry. @default the registry */
  readonly folder?: string;
}

/** All objects of a release, definitions included. @throws Error in Helm's words where it refuses chart or values */
export async function template(release: Release, { program, kubernetes, folder }: Helm): Promise<KubeObject[]> {
  const home = await mkdtemp(join(tmpdir(), 'fleetwright-helm-'));
  try {
    const files = release.values.files.map((_text, index) => join(home, `values-${index}.yaml`));
    await Promise.all(files.map(async (file, index) => writeFile(file, release.values.files[index] ?? '')));
    const values = [...files.flatMap((file) => ['--values', file]), ...release.values.single.flatMap(setting)];
    const chart = folder ? [folder] : published(release.chart);
    const place = ['--namespace', release.namespace, ...values];
    const capabilities = release.requires.flatMap(servedVersions).flatMap((version) => ['--api-versions', version]);
    const options = [...place, '--include-crds', '--kube-version', kubernetes, ...capabilities];
    const output = await helm(program, home, ['template', release.name, ...chart, ...options]);
    return parseAllDocuments(output, { uniqueKeys: false })
      .map((document) => document.toJS({ reviver: withoutNulls }) as KubeObject | undefined)
      .filter((object) => object !== undefined);
  } finally {
    await rm(home, { recursive: true });
  }
}

/** A field that a template leaves empty is null, which to the API server is a field that is not there. */
function withoutNulls(this: unknown, _key: unknown, value: unknown): unknown {
  return value === null && !Array.isArray(this) ? undefined : value;
}

/** What Flux would fetch: of version and digest it takes the digest, where there is one. */
function published({ source, url, name, version, digest }: Release['chart']): string[] {
  if (url.startsWith('oci://')) return digest === '' ? [url, '--version', version] : [`${url}@${digest}`];
  if (source.kind === 'HelmRepository') return [name, '--repo', url, '--version', version];
  throw new Error(`the chart is in a ${source.kind}, from which Helm does not fetch; give its folder by --charts`);
}

/** Source: github.com/fluxcd/pkg, `chartutil.ReplacePathValue`: what is quoted is text. */
function setting({ path, value }: Release['values']['single'][number]): string[] {
  const [, text] = /^["'](.*)["']$/s.exec(value) ?? [];
  return text === undefined ? ['--set', `${path}=${value}`] : ['--set-string', `${path}=${text}`];
}

/** Whatever Helm writes on its way goes into the folder; what the user has set up for it is not looked at. */
async function helm(program: string, home: string, args: readonly string[]): Promise<string> {
  const { PATH, HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE } = process.env;
  const env = { PATH, HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE, HOME: home, TMPDIR: home };
  const { code, stdout, stderr } = await run(program, args, { env });
  if (code !== 0) throw new Error(stderr.trim() || `helm ends with exit code ${code}`);
  return stdout;
}
