// `npm create fleetwright`, from nothing to a repository that is rendered, committed and checked: the real npm installs all of it
// from a registry. That is a stand-in with the packages that are installed here; npm's own has neither of ours.
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createPackage } from '../../commands/pack/create-package.ts';
import { manifest } from '../../commands/pack/manifest.ts';
import { ownFolder } from '../../tools/own-folder.js';
import { givenAnswers as answers } from '../support/create-answers.ts';
import { type Registry, startRegistry } from '../support/registry.ts';
import { scriptOptions } from '../support/script-options.ts';
import { describeDemonstration } from './demonstration.ts';
import { shell } from './shell.ts';

type Manifest = Parameters<typeof startRegistry>[0][number]['manifest'];

describeDemonstration('npm create fleetwright', () => {
  const folder = mkdtempSync(join(ownFolder('fleets'), 'registry-'));
  let registry: Registry;
  beforeAll(async () => {
    execFileSync(process.execPath, [...scriptOptions, 'commands/pack.ts', folder, '--create'], { stdio: 'ignore' });
    const own = manifest('.') as Manifest & { readonly license: string };
    const create = JSON.parse(createPackage(own).get('package.json') ?? '') as Manifest;
    registry = await startRegistry(
      [own, create].map((each) => ({ file: join(folder, `${each.name}-${each.version}.tgz`), manifest: each })),
    );
  }, 120_000);
  afterAll(() => {
    registry.close();
    rmSync(folder, { recursive: true });
  });

  /** What a script prints, which must succeed. */
  async function inBackground(script: string, env: Readonly<Record<string, string>>): Promise<string> {
    const { NODE_OPTIONS: _jest, JEST_WORKER_ID: _worker, ...inherited } = process.env;
    const options = { cwd: folder, env: { ...inherited, ...env }, timeout: 240_000, maxBuffer: 2 ** 28 };
    const ended = promisify(execFile)('bash', ['-euo', 'pipefail', '-c', `exec 2>&1\n${script}`], options);
    return ended.then(
      ({ stdout }) => stdout,
      (error: { readonly stdout: string }) => Promise.reject(new Error(error.stdout)),
    );
  }

  test('makes a fleet that is rendered, committed and checked, from the two packages alone', async () => {
    const flags = Object.entries(answers).map(([name, value]) => `--${name} ${value}`);
    const env = {
      HOME: folder,
      // On a laptop nothing is built unasked.
      CI: '',
      npm_config_registry: registry.url,
      npm_config_cache: join(folder, 'cache'),
      npm_config_update_notifier: 'false',
      GIT_AUTHOR_NAME: 'Ann',
      GIT_AUTHOR_EMAIL: 'ann@example.com',
      GIT_COMMITTER_NAME: 'Ann',
      GIT_COMMITTER_EMAIL: 'ann@example.com',
    };
    // Not in this process, which is the registry.
    const said = await inBackground(`npm create --yes fleetwright platform -- ${flags.join(' ')}`, env);
    expect(said).toContain('next: cd');
    expect(said).toMatch(/objects of lab, prod-eu; \d+ files written, 0 removed/);
    const platform = join(folder, 'platform');
    expect(shell('git log --format=%s && git status --short', platform).said).toBe('Begin the fleet\n');
    expect(readFileSync(join(platform, 'package.json'), 'utf8')).toMatch(/"fleetwright": "\d+\.\d+\.\d+"/);
    expect(readdirSync(platform).filter((name) => name.endsWith('.tgz'))).toEqual([]);
  }, 300_000);
});
