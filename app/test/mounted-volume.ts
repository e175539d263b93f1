// A volume as the kubelet writes it: the file is a link into `..data`, itself a link that is swapped as a whole.
import { mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export class MountedVolume {
  private version = 0;

  private constructor(
    private readonly folder: string,
    private readonly name: string,
  ) {}

  static async create(name: string): Promise<MountedVolume> {
    return new MountedVolume(await mkdtemp(join(tmpdir(), 'volume-')), name);
  }

  get path(): string {
    return join(this.folder, this.name);
  }

  async write(content: string): Promise<void> {
    const old = `..version-${this.version}`;
    const fresh = `..version-${++this.version}`;
    await mkdir(join(this.folder, fresh));
    await writeFile(join(this.folder, fresh, this.name), content);
    await symlink(fresh, join(this.folder, '..data_tmp'));
    await rename(join(this.folder, '..data_tmp'), join(this.folder, '..data'));
    if (!(await readdir(this.folder)).includes(this.name)) await symlink(join('..data', this.name), this.path);
    await rm(join(this.folder, old), { recursive: true, force: true });
  }

  /** The file goes, as when its key is taken out of the Secret. */
  async clear(): Promise<void> {
    await rm(this.path);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}
