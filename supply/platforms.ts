// For which platforms an image is: a scan of one says nothing of the others.
import { output } from '../tools/run.ts';
import { registryEnvironment } from './environment.ts';

/** What an index, and the configuration of an image, say of a platform. */
export interface Platform {
  readonly os?: string;
  readonly architecture?: string;
  readonly variant?: string;
}

interface Index {
  readonly manifests?: readonly { readonly digest: string; readonly platform?: Platform }[];
}

/**
 * Platforms of an index, `linux/amd64`; none of an image for one alone. What buildx puts beside them, for no platform, is left out.
 * @param crane its path
 * @param image `<repository>@<digest>`
 * @throws Error in crane's words where the registry cannot be asked
 */
export async function platformsOf(crane: string, image: string): Promise<string[]> {
  const [repository = ''] = image.split('@');
  const ask = async (...args: readonly string[]): Promise<unknown> =>
    JSON.parse(await output(crane, args, { env: registryEnvironment() }));
  const { manifests = [] } = (await ask('manifest', image)) as Index;
  // A runtime too reads the image where the index says nothing.
  const platforms = manifests.map(
    async ({ digest, platform }) => platform ?? ((await ask('config', `${repository}@${digest}`)) as Platform),
  );
  return (await Promise.all(platforms)).map(platformName).filter((name) => name !== undefined);
}

/** `linux/arm/v7`; undefined of what can run nowhere. Usual variants as containerd takes them. Source: containerd/platforms, database.go */
export function platformName({ os, architecture, variant }: Platform): string | undefined {
  if (!os || !architecture || os === 'unknown') return undefined;
  const known = `${os}/${architecture}${variant ? `/${variant}` : ''}`;
  if (known.endsWith('/arm64/v8') || known.endsWith('/amd64/v1')) return `${os}/${architecture}`;
  return known.endsWith('/arm') ? `${known}/v7` : known;
}
