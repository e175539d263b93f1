// A project ships CRDs for every version it ever served, with pages of prose: keep what a cluster serves today.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Scope } from '../../render/schema/schema-file.ts';
import { output } from '../../tools/run.ts';
import { tool } from '../../tools/tool.ts';
import { goEnv } from '../../tools/modules.ts';
import { type OpenApi, withoutProse } from './open-api.ts';

export interface Crd {
  readonly apiVersion: 'apiextensions.k8s.io/v1';
  readonly kind: 'CustomResourceDefinition';
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly scope: Scope;
    readonly names: { readonly kind: string; readonly plural: string };
    readonly versions: readonly CrdVersion[];
  };
}

export interface CrdVersion {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly schema: { readonly openAPIV3Schema: OpenApi };
}

/** The CRDs in a folder, in the order of their file names; what else is there is passed over. */
export async function readCrds(folder: string): Promise<Crd[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.yaml')).toSorted();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return texts.flatMap(crdsIn);
}

/** The CRDs in a text; what else is there is passed over. @throws Error for a text that is no YAML */
export function crdsIn(text: string): Crd[] {
  const documents = [...parseAllDocuments(text)];
  const [error] = documents.flatMap(({ errors }) => errors);
  if (error) throw error;
  return documents.map((document) => document.toJS() as unknown).filter(isCrd);
}

/** The CRDs of a module's Go types, made in the module's own dependencies, as its authors do. */
export async function generateCrds(module: string): Promise<Crd[]> {
  const controllerGen = await tool('controller-gen');
  const folder = await mkdtemp(join(tmpdir(), 'crds-'));
  try {
    const args = ['crd:allowDangerousTypes=true', 'paths=./...', `output:crd:dir=${folder}`];
    await output(controllerGen, args, { cwd: module, env: goEnv() });
    return await readCrds(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The CRD with its preferred version alone, as the one that is served and stored, and without descriptions. */
export function slim({ apiVersion, kind, metadata, spec }: Crd): Crd {
  const { group, names, scope, versions } = spec;
  const [preferred] = versions.filter(({ served }) => served).toSorted((a, b) => priority(b.name) - priority(a.name));
  if (preferred === undefined) throw new Error(`${metadata.name}: no version is served`);
  const schema = { openAPIV3Schema: withoutProse(preferred.schema.openAPIV3Schema) };
  return {
    apiVersion,
    kind,
    metadata,
    spec: { group, names, scope, versions: [{ ...preferred, schema, storage: true }] },
  };
}

/** As Kubernetes prefers versions: v2, v1, v1beta2, v1beta1, v1alpha1. */
function priority(version: string): number {
  const [, major = '0', stage, minor = '0'] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version) ?? [];
  const maturity = stage === undefined ? 2 : stage === 'beta' ? 1 : 0;
  return maturity * 1e6 + Number(major) * 1e3 + Number(minor);
}

function isCrd(document: unknown): document is Crd {
  return (
    typeof document === 'object' &&
    document !== null &&
    'kind' in document &&
    document.kind === 'CustomResourceDefinition'
  );
}
