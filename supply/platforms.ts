// For which platforms an image is: a scan of one says nothing of the others.
import type { Schema } from '@cfworker/json-schema';
import { output } from '../tools/run.ts';
import { registryEnvironment } from './environment.ts';
import { jsonSaid, shaped } from './said.ts';

/** What an index, and the configuration of an image, say of a platform. */
export interface Platform {
  readonly os?: string;
  readonly architecture?: string;
  readonly variant?: string;
}

/** A manifest, an index, or the configuration of an image: what is read of each. Source: OCI Image Format Specification, v1.1 */
interface Described extends Platform {
  /** Of an index alone. */
  readonly manifests?: readonly {
    readonly mediaType?: string;
    readonly digest: string;
    readonly platform?: Platform;
  }[];
}

const string: Schema = { type: 'string' };
const platform: Schema = { type: 'object', properties: { os: string, architecture: string, variant: string } };

const schema: Schema = {
  ...platform,
  properties: {
    ...platform.properties,
    manifests: {
      type: 'array',
      items: { type: 'object', required: ['digest'], properties: { mediaType: string, digest: string, platform } },
    },
  },
};

/** Types of an index. Source: as above, and Docker's "Image Manifest Version 2, Schema 2" */
const index = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
] as const;

/**
 * Platforms of an index, `linux/amd64`, one more than once where it is so; none of an image for one alone. What buildx puts beside
 * them, for no platform, is left out.
 * @param crane its path
 * @param image `<repository>@<digest>`
 * @throws Error in crane's words where the registry cannot be asked; for an index in an index, of which one image alone would be scanned
 */
export async function platformsOf(crane: string, image: string): Promise<string[]> {
  const [repository = ''] = image.split('@');
  const ask = async (command: 'manifest' | 'config', of: string): Promise<Described> =>
    described(`crane ${command} ${of}`, await output(crane, [command, of], { env: registryEnvironment() }));
  const { manifests = [] } = await ask('manifest', image);
  const nested = manifests.find(({ mediaType }) => index.some((type) => type === mediaType));
  if (nested !== undefined)
    throw new Error(`${image}: ${nested.digest} in it is an index too; put its images into the one index`);
  // A runtime too reads the image where the index says nothing.
  const platforms = manifests.map(
    async ({ digest, platform }) => platform ?? (await ask('config', `${repository}@${digest}`)),
  );
  return (await Promise.all(platforms)).map(platformName).filter((name) => name !== undefined);
}

/** @throws Error for what is none */
function described(question: string, text: string): Described {
  return shaped(jsonSaid(question, text), schema, `${question}: this describes no image`);
}

/**
 * `linux/arm/v7`; undefined of what can run nowhere. Usual variants, and no word about the system, as containerd takes them on a node.
 * Source: containerd/platforms, database.go
 */
export function platformName({ os, architecture, variant }: Platform): string | undefined {
  if (!architecture || os === 'unknown') return undefined;
  const known = `${os || 'linux'}/${architecture}${variant ? `/${variant}` : ''}`;
  if (known.endsWith('/arm64/v8') || known.endsWith('/amd64/v1')) return known.replace(/\/v\d$/, '');
  return known.endsWith('/arm') ? `${known}/v7` : known;
}
