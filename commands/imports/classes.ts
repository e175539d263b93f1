// TypeScript classes come from the CLI of cdk8s: its classes are what a reader who knows cdk8s expects.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageFile } from '../../tools/package-file.ts';
import { output } from '../../tools/run.ts';

/**
 * The classes of all kinds in a text of CRDs, all of one API group: of two files of a group, the CLI keeps the second
 * alone. It runs in a folder of its own, because it rewrites the `cdk8s.yaml` that it finds.
 */
export async function classesOf(group: string, crds: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'classes-'));
  try {
    await writeFile(join(folder, 'crds.yaml'), crds);
    const args = [
      packageFile('cdk8s-cli', 'bin/cdk8s', 'npm install --save-dev cdk8s-cli does it'),
      'import',
      '--no-save',
      '--language',
      'typescript',
      '--output',
      '.',
      'crds.yaml',
    ];
    const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false' };
    await output(process.execPath, args, { cwd: folder, env });
    return await readFile(join(folder, `${group}.ts`), 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
}
