// A registry of images on loopback, with images that nobody needs Docker for: some files, for two architectures.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { until } from '../../loop/until.ts';

export class ImageRegistry {
  private constructor(
    private readonly crane: string,
    private readonly folder: string,
    private readonly server: ChildProcess,
    /** `127.0.0.1:<port>` */
    readonly host: string,
  ) {}

  /** @param crane its path; @param folder for the images' files */
  static async start(crane: string, folder: string): Promise<ImageRegistry> {
    const log = join(folder, 'registry.log');
    // Into a file: a pipe is full at some time, and the registry waits, while this process waits for a program that asks it.
    const stderr = openSync(log, 'w');
    const server = spawn(crane, ['registry', 'serve', '--address', '127.0.0.1:0'], {
      env: { HOME: folder },
      stdio: ['ignore', 'ignore', stderr],
    });
    closeSync(stderr);
    const port = await until(() => /serving on port (\d+)/.exec(readFileSync(log, 'utf8'))?.[1], {
      what: 'crane serves a registry',
      hopeless: () => (server.exitCode === null ? undefined : readFileSync(log, 'utf8')),
    });
    return new ImageRegistry(crane, folder, server, `127.0.0.1:${port}`);
  }

  /**
   * Puts an image together, for amd64 and arm64, and pushes it.
   * @param text what makes it another image
   * @returns `<repository>:<tag>@<digest>`, as it is pinned
   */
  push(path: string, tag: string, text: string): string {
    const image = `${this.host}/${path}:${tag}`;
    return this.index(
      image,
      ['amd64', 'arm64'].map((architecture) => this.ofText(image, architecture, text)),
    );
  }

  /**
   * Pushes what was built for amd64, and beside it an image for arm64 that nothing can run: it says so in a file.
   * @param layout folder of an OCI image layout
   * @returns `<repository>:<tag>@<digest>`, of both together
   */
  pushBuilt(path: string, tag: string, layout: string): string {
    const image = `${this.host}/${path}:${tag}`;
    this.run('push', layout, `${image}-amd64`);
    return this.index(image, [`${image}-amd64`, this.ofText(image, 'arm64', `${tag} was not built for arm64`)]);
  }

  /** An image with one file. @param image what it is a part of */
  private ofText(image: string, architecture: string, text: string): string {
    const files = mkdtempSync(join(this.folder, 'image-'));
    writeFileSync(join(files, 'README'), text);
    execFileSync('tar', ['-cf', `${files}.tar`, '-C', files, 'README']);
    const one = `${image}-${architecture}`;
    this.run('append', '--oci-empty-base', '--new_layer', `${files}.tar`, '--new_tag', one);
    return this.run('mutate', '--set-platform', `linux/${architecture}`, '--tag', one, one);
  }

  private index(image: string, images: readonly string[]): string {
    this.run('index', 'append', ...images.flatMap((one) => ['--manifest', one]), '--tag', image);
    return `${image}@${this.run('digest', image)}`;
  }

  /**
   * Pushes another index of the same images.
   * @returns `<repository>@<digest>`
   */
  async reindexed(pin: string, change: (manifests: readonly object[]) => readonly object[]): Promise<string> {
    const [, path, digest] = /^[^/]+\/([^@]+?):[^:@]+@(.+)$/.exec(pin) ?? [];
    const at = (reference: string): string => `http://${this.host}/v2/${path}/manifests/${reference}`;
    const index = (await (await fetch(at(digest ?? ''))).json()) as { readonly manifests: readonly object[] };
    const body = JSON.stringify({ ...index, manifests: change(index.manifests) });
    const headers = { 'content-type': 'application/vnd.oci.image.index.v1+json' };
    await fetch(at('changed'), { method: 'PUT', headers, body });
    return `${this.host}/${path}@sha256:${createHash('sha256').update(body).digest('hex')}`;
  }

  /** Puts all that was signed and attested of one image beside another: no right of its builder is needed for that. */
  moveSignatures(from: string, to: string): void {
    const [source, target] = [from, to].map((pin) => pin.replace(/:[^:/@]+@/, '@').replace('@sha256:', ':sha256-'));
    this.run('copy', source ?? '', target ?? '');
  }

  async close(): Promise<void> {
    const ended = once(this.server, 'exit');
    this.server.kill();
    await ended;
  }

  private run(...args: readonly string[]): string {
    const env = { PATH: process.env.PATH, HOME: this.folder };
    return execFileSync(this.crane, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  }
}
