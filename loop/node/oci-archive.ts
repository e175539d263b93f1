// An image without Docker and without a registry: one layer, its configuration, and the index that names it.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tar } from './tar.ts';

/** What runs in a container of the image, as an image configuration says it. */
export interface ImageConfig {
  readonly Entrypoint: readonly string[];
  readonly Env?: readonly string[];
  readonly User?: string;
  readonly Labels?: Readonly<Record<string, string>>;
}

export interface Image {
  /** Repository without tag, `registry.example.com/name`. */
  readonly repository: string;
  readonly config: ImageConfig;
  /** Folder that becomes the root of a container's files. */
  readonly root: string;
}

/** An image as one file, to be loaded. */
export interface Archive {
  /** `<repository>@sha256:...`: under this it is known once it is loaded. */
  readonly reference: string;
  readonly file: string;
  /** The folder that is packed in the file: an OCI image layout. */
  readonly layout: string;
}

/**
 * Writes an image in the format of OCI's image layout, packed as one file. The same image has the same digest.
 *
 * @param folder for the archive and what it is packed from
 */
export function writeOciArchive(folder: string, { repository, config, root }: Image): Archive {
  const layout = join(folder, 'layout');
  const blobs = join(layout, 'blobs', 'sha256');
  mkdirSync(blobs, { recursive: true });
  const put = (mediaType: string, content: Buffer): { mediaType: string; digest: string; size: number } => {
    const hash = createHash('sha256').update(content).digest('hex');
    writeFileSync(join(blobs, hash), content);
    return { mediaType, digest: `sha256:${hash}`, size: content.length };
  };
  const putJson = (mediaType: string, content: object) => put(mediaType, Buffer.from(JSON.stringify(content)));

  const packed = join(folder, 'layer.tar');
  tar(root, packed);
  const layer = put('application/vnd.oci.image.layer.v1.tar', readFileSync(packed));
  const platform = { os: 'linux', architecture: process.arch === 'x64' ? 'amd64' : process.arch };
  const configuration = putJson('application/vnd.oci.image.config.v1+json', {
    ...platform,
    config,
    // Of a layer that is not compressed both digests are the same.
    rootfs: { type: 'layers', diff_ids: [layer.digest] },
  });
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const manifest = putJson(mediaType, { schemaVersion: 2, mediaType, config: configuration, layers: [layer] });
  const reference = `${repository}@${manifest.digest}`;
  const index = {
    schemaVersion: 2,
    manifests: [{ ...manifest, platform, annotations: { 'io.containerd.image.name': reference } }],
  };
  writeFileSync(join(layout, 'index.json'), JSON.stringify(index));
  writeFileSync(join(layout, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  const file = join(folder, 'image.tar');
  tar(layout, file);
  return { reference, file, layout };
}
