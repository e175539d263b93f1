// What the version of this repository does to the fleet of the last release, which is a tag: that fleet is rendered with the
// machine as it is now.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ask, git } from '../../tools/git.ts';
import { rooms } from '../../tools/rooms.ts';
import { run } from '../../tools/run.ts';

/** With these, as they are now, the fleet of the last release is rendered. */
const machine = [...rooms, 'node_modules'];
const machineFiles = ['package.json', 'tsconfig.json', 'typescript.js'];

/** Tags of releases begin so: others are the fleet's, which may have versions of its own. */
const releases = 'fleetwright-v';

/** How far a version is from the released one. */
type Step = 'older' | 'same' | 'patch' | 'minor' | 'major';

export interface Upgrade {
  /** Of the last release: `fleetwright-v0.1.0`. */
  readonly tag: string;
  /** The released version. */
  readonly from: string;
  /** The version that package.json says. */
  readonly to: string;
  readonly step: Step;
  /** The folder that holds the tag's own dist/. */
  readonly before: string;
  /** The folder that holds what the tag's fleet renders to now. */
  readonly after: string;
  /** Why synth refuses the tag's fleet, in synth's words; empty where it does not. */
  readonly refusal: string;
}

/** The version that the package.json of a repository says. */
export function versionOf(root: string): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}

/**
 * Runs with the upgrade, whose folders are gone afterwards; with undefined where nothing was released yet.
 * @param root of the repository that holds the machine
 */
export async function withUpgrade<T>(root: string, use: (upgrade: Upgrade | undefined) => T | Promise<T>): Promise<T> {
  const tag = ask(['describe', '--tags', '--abbrev=0', '--match', `${releases}[0-9]*`], root);
  if (tag === undefined) return use(undefined);
  const from = tag.slice(releases.length);
  const to = versionOf(root);
  const folder = mkdtempSync(join(tmpdir(), 'fleetwright-release-'));
  try {
    checkOut(tag, root, folder);
    const refusal = await renderIn(folder);
    const [before, after] = [join(folder, 'dist'), join(folder, rendered)];
    return await use({ tag, from, to, step: stepTo(to, from), before, after, refusal });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function stepTo(version: string, released: string): Step {
  const now = version.split('.').map(Number);
  const then = released.split('.').map(Number);
  const steps = ['major', 'minor', 'patch'] as const;
  const index = steps.findIndex((_step, at) => now[at] !== then[at]);
  const step = steps[index];
  if (step === undefined) return 'same';
  return (now[index] ?? 0) < (then[index] ?? 0) ? 'older' : step;
}

/** The tag's files in a folder, with this machine in the place of its own. */
function checkOut(tag: string, root: string, folder: string): void {
  const env = { GIT_INDEX_FILE: join(folder, '.index') };
  git(['read-tree', tag], { cwd: root, env });
  git(['checkout-index', '--all', `--prefix=${folder}/`], { cwd: root, env });
  for (const name of [...machine, ...machineFiles]) rmSync(join(folder, name), { recursive: true, force: true });
  for (const name of machine) symlinkSync(resolve(root, name), join(folder, name));
  for (const name of machineFiles) copyFileSync(join(root, name), join(folder, name));
}

/** What synth says against it; empty where it renders. */
async function renderIn(folder: string): Promise<string> {
  const args = ['--conditions=source', '--import', './typescript.js', 'commands/synth.ts', '--out', rendered];
  const { code, stderr } = await run(process.execPath, args, { cwd: folder });
  return code === 0 ? '' : stderr.trim() || `synth ends with exit code ${code}`;
}

const rendered = 'rendered';
