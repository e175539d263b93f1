// The images that a real node runs here, made from what this machine has: no registry is asked.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ProgramName } from '../../tools/programs.ts';
import { outputSync, runSync } from '../../tools/run.ts';
import { type Archive, type ImageConfig, writeOciArchive } from './oci-archive.ts';
import { addProgram } from './program-files.ts';

/** Each pod has a container that only holds its network: here, one that sleeps. */
export function pauseImage(folder: string): Archive {
  const root = join(folder, 'root');
  addProgram(root, sleep(), '/sleep');
  return writeOciArchive(folder, {
    repository: 'fleetwright.test/pause',
    config: { Entrypoint: ['/sleep', 'infinity'] },
    root,
  });
}

/**
 * The sample service as its Dockerfile has it: Node.js and one file. Node.js is this machine's, with its libraries.
 *
 * @param repository what the image is called in dist/
 * @param labels what it says of itself. @default nothing
 */
export function serviceImage(
  folder: string,
  repository: string,
  labels: Readonly<Record<string, string>> = {},
): Archive {
  const root = join(folder, 'root');
  const config = configIn(readFileSync('app/Dockerfile', 'utf8'));
  const [node = '', bundle = ''] = config.Entrypoint;
  addProgram(root, process.execPath, node);
  const build = ['run', '--silent', 'build', '--workspace', 'app', '--', `--outfile=${join(root, bundle)}`];
  const { code, stdout, stderr } = runSync('npm', [...build, '--log-level=warning']);
  if (code !== 0) throw new Error(`the sample service cannot be built: ${stdout.toString('utf8')}${stderr}`);
  return writeOciArchive(folder, { repository, config: { ...config, Labels: labels }, root });
}

/** What the image of a program is called that dist/ names none for. */
export function repositoryOfProgram(name: ProgramName): string {
  return `fleetwright.test/${name}`;
}

/**
 * A program of this machine, and nothing else.
 *
 * @param repository what the image is called; its last part is what the program is called in it
 */
export function programImage(folder: string, repository: string, program: string): Archive {
  const root = join(folder, 'root');
  const entrypoint = `/bin/${basename(repository)}`;
  addProgram(root, program, entrypoint);
  return writeOciArchive(folder, { repository, config: { Entrypoint: [entrypoint] }, root });
}

/** What the last stage of a Dockerfile says of how its container runs. */
export function configIn(dockerfile: string): ImageConfig {
  const stage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
  const [entrypoint = '[]'] = valuesOf(stage, 'ENTRYPOINT');
  const [user = ''] = valuesOf(stage, 'USER');
  return { Entrypoint: JSON.parse(entrypoint) as string[], Env: valuesOf(stage, 'ENV'), User: user };
}

function valuesOf(stage: string, instruction: string): string[] {
  return [...stage.matchAll(new RegExp(`^${instruction} (.*)$`, 'gm'))].map(([, value = '']) => value);
}

function sleep(): string {
  return outputSync('sh', ['-c', 'command -v sleep']).trim();
}
