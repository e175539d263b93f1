// Images are pinned by digest in a file of each cluster, which a machine can bump without reading TypeScript.
import type { Schema } from '@cfworker/json-schema';
import { readDataFile } from '../data-file.ts';
import type { Fault } from '../validation/rules.ts';

/** Pinned images by service: `repository:tag@digest`. */
export type Images = Readonly<Record<string, string>>;

interface Pin {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
}

const schema: Schema = {
  type: 'object',
  description: 'services by name, {} where there is none',
  additionalProperties: {
    type: 'object',
    description: 'repository, tag and digest',
    required: ['repository', 'tag', 'digest'],
    additionalProperties: false,
    properties: {
      repository: {
        type: 'string',
        pattern: '^[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)+$',
        description: 'registry and path, without tag: <registry>/<image>',
      },
      tag: {
        type: 'string',
        pattern: '^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$',
        description: 'a tag, in quotes where it looks like a number',
      },
      digest: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$', description: 'sha256: and 64 hexadecimal digits' },
    },
  },
};

/** Reads `clusters/releases/<cluster>.yaml`: for each service a repository, a tag for people and the digest that counts. */
export function readImages(file: string): { images: Images; faults: readonly Fault[] } {
  const { data, faults } = readDataFile<Record<string, Pin>>(file, schema);
  const pins = Object.entries(data ?? {});
  const images = Object.fromEntries(
    pins.map(([service, { repository, tag, digest }]) => [service, `${repository}:${tag}@${digest}`]),
  );
  return { images, faults };
}
