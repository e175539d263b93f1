// A version promises what it does to a fleet that takes it: a patch renders the same bytes, a minor one may change objects, and
// only a major one may delete, move or rename them, or ask for edits. Held against the fleet of the last release, which is a tag.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { changesTo, ownedFolders } from '../../render/publish/changes.ts';
import { readObjects, removals } from '../../render/removals.ts';
import { report } from '../../render/report.ts';
import { textsBelow } from '../../lib/files.ts';
import { ask, git } from '../../tools/git.ts';
import { rooms } from '../../tools/rooms.ts';
import { run } from '../../tools/run.ts';

/** With these, as they are now, the fleet of the last release is rendered. */
const machine = [...rooms, 'node_modules'];
const machineFiles = ['package.json', 'tsconfig.json', 'typescript.js'];

/** Tags of releases begin so: others are the fleet's, which may have versions of its own. */
const releases = 'fleetwright-v';

/** What a version may do, from the least. */
type Step = 'older' | 'same' | 'patch' | 'minor' | 'major';

/**
 * How the version of this repository lies about what it does to the fleet of the last release; empty where it does not, and where
 * nothing was released yet.
 * @param root of the repository that holds the machine
 */
export async function brokenPromise(root: string): Promise<string> {
  const tag = ask(['describe', '--tags', '--abbrev=0', '--match', `${releases}[0-9]*`], root);
  if (tag === undefined) return '';
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const step = stepTo(version, tag.slice(releases.length));
  if (step === 'older') return `package.json says ${version}, but ${tag} is released`;
  if (step === 'major') return '';
  const folder = mkdtempSync(join(tmpdir(), 'fleetwright-release-'));
  try {
    checkOut(tag, root, folder);
    const failed = await renderIn(folder);
    if (failed !== '')
      return `the fleet of ${tag} is not rendered any more, which ${needs('major', version, tag)}\n${failed}`;
    return differencesIn(folder, step, version, tag);
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

function differencesIn(folder: string, step: Step, version: string, tag: string): string {
  const dist = join(folder, 'dist');
  const now = textsBelow(join(folder, rendered));
  const { written, removed } = changesTo(now, dist, ownedFolders(now, dist, 'all'));
  const changed = [...written, ...removed];
  if (changed.length === 0) return '';
  if (step !== 'minor')
    return `dist/ of ${tag} would change in ${changed.length} files, such as ${changed[0]}, which ${needs('minor', version, tag)}`;
  const lost = removals(readObjects(dist, 'all'), readObjects(join(folder, rendered), 'all'), { allowed: new Set() });
  return lost.length === 0
    ? ''
    : `the fleet of ${tag} would lose objects, which ${needs('major', version, tag)}\n${report(lost)}`;
}

function needs(step: 'major' | 'minor', version: string, tag: string): string {
  const [major = 0, minor = 0] = tag.slice(releases.length).split('.').map(Number);
  const next = step === 'major' ? `${major + 1}.0.0` : `${major}.${minor + 1}.0`;
  return `takes a ${step} version: ${next} or higher in package.json, which says ${version}`;
}
