// A fleet's own imports/, with a definition that is made up, as a project publishes its own: among other things, in two versions.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';

const spec = {
  type: 'object',
  required: ['instances'],
  properties: {
    instances: { type: 'integer', minimum: 1, multipleOf: 1, title: 'copies', description: 'prose' },
    name: { type: 'string', pattern: '^[[:alpha:]]+$' },
    storage: { type: 'object', properties: { size: { type: 'string', pattern: '^\\d+\\_?Gi$' } } },
  },
};

/** @param kind of which a definition is made; its plural is the same with an s @param change of its `spec` */
export function definition(group: string, kind: string, change: object = {}): object {
  const plural = `${kind.toLowerCase()}s`;
  const status = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          subresources: { status: {} },
          schema: { openAPIV3Schema: { type: 'object', properties: { metadata: { type: 'object' }, spec, status } } },
        },
        {
          name: 'v1beta1',
          served: true,
          storage: false,
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        },
      ],
      ...change,
    },
  };
}

/** Writes a project's file of a group, the definitions among what else it installs. */
export function writeDefinitions(folder: string, group: string, definitions: readonly object[]): void {
  const others = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'operator' } };
  write(join(folder, 'crds', `${group}.yaml`), [others, ...definitions].map((each) => stringify(each)).join('---\n'));
}

export function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
