// A fleet that has the machine as a package: made by the commands and files of docs/small-fork.md, in a folder that knows nothing of
// this repository. Its packages are those that are installed here, linked: `npm install` would ask a registry.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ownFolder } from '../../tools/own-folder.js';
import { blockWith, readPage } from './page.ts';
import { type Ended, shell } from './shell.ts';

export class SmallFleet {
  constructor(readonly folder: string) {}

  /** Made as the page says, in a folder of its own. */
  static byHand(): SmallFleet {
    const fleet = new SmallFleet(join(mkdtempSync(join(ownFolder('fleets'), 'small-')), 'platform'));
    fleet.begin();
    return fleet;
  }

  private begin(): void {
    const { commands, code } = readPage('small-fork');
    const make = blockWith(commands, 'npm run -s pack -- ../platform').replaceAll('../platform', this.folder);
    execFileSync('bash', ['-euo', 'pipefail', '-c', make], { stdio: ['ignore', 'ignore', 'inherit'] });
    this.write('package.json', blockWith(code, '"name": "platform"'));
    this.write('tsconfig.json', blockWith(code, '"compilerOptions"'));
    this.write('jest.config.js', blockWith(code, 'jestConfig'));
    this.write('test/loop/dev.programs.test.ts', blockWith(code, 'describePromises('));
    this.install();
    this.shell('git init --quiet --initial-branch=main');
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), `${text}\n`);
  }

  /** Runs a script in it, which ends with the first command that fails. */
  shell(script: string): Ended {
    return shell(script, this.folder);
  }

  remove(): void {
    rmSync(dirname(this.folder), { recursive: true });
  }

  /** Unpacks the tarball, and links the packages that are installed here beside it. */
  install(): void {
    const modules = join(this.folder, 'node_modules');
    const own = join(modules, 'fleetwright');
    mkdirSync(join(modules, '.bin'), { recursive: true });
    for (const name of readdirSync('node_modules').filter((each) => !each.startsWith('.')))
      symlinkSync(resolve('node_modules', name), join(modules, name));
    for (const name of readdirSync('node_modules/.bin'))
      symlinkSync(resolve('node_modules/.bin', name), join(modules, '.bin', name));
    mkdirSync(own);
    const tarball = readdirSync(this.folder).find((name) => name.endsWith('.tgz')) ?? '';
    execFileSync('tar', [
      '--extract',
      '--gzip',
      '--strip-components=1',
      '--file',
      join(this.folder, tarball),
      '--directory',
      own,
    ]);
    const { bin } = JSON.parse(readFileSync(join(own, 'package.json'), 'utf8')) as { bin: { fleetwright: string } };
    this.write('node_modules/.bin/fleetwright', `#!/bin/sh\nexec node '${join(own, bin.fleetwright)}' "$@"`);
    chmodSync(join(modules, '.bin', 'fleetwright'), 0o755);
  }
}
