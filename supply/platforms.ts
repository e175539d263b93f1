// For which platforms an image is: a scan of one says nothing of the others.
import { output } from '../tools/run.ts';
import { basicEnvironment } from './environment.ts';

interface Manifest {
  readonly manifests?: readonly { readonly platform?: { readonly os: string; readonly architecture: string } }[];
}

/**
 * Platforms of an index, `linux/amd64`; none of an image for one alone. What buildx puts beside them, for no platform, is left out.
 * @param crane its path
 * @throws Error in crane's words where the registry cannot be asked
 */
export async function platformsOf(crane: string, image: string): Promise<string[]> {
  const { manifests = [] } = JSON.parse(
    await output(crane, ['manifest', image], { env: basicEnvironment() }),
  ) as Manifest;
  return manifests.flatMap(({ platform }) =>
    platform === undefined || platform.os === 'unknown' ? [] : [`${platform.os}/${platform.architecture}`],
  );
}
