// TypeScript classes come from the CLI of cdk8s: its classes are what a reader who knows cdk8s expects.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const cli = join(dirname(createRequire(import.meta.url).resolve('cdk8s-cli/package.json')), 'bin', 'cdk8s');

/**
 * The classes of all kinds in a text of CRDs, all of one API group: of two files of a group, the CLI keeps the second
 * alone. It runs in a folder of its own, because it rewrites the `cdk8s.yaml` that it finds.
 */
export async function classesOf(group: string, crds: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'classes-'));
  try {
    await writeFile(join(folder, 'crds.yaml'), crds);
    const args = [cli, 'import', '--no-save', '--language', 'typescript', '--output', '.', 'crds.yaml'];
    const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false' };
    await promisify(execFile)(process.execPath, args, { cwd: folder, env });
    return await readFile(join(folder, `${group}.ts`), 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
}
