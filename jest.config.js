// Kinds of tests: `unit` needs Node alone; `programs` (*.programs.test.ts) runs real third-party programs
// from tools/, which its global setup finds or builds. `app` is the sample service's own suite. `fleets` does what the pages tell
// a fork to do, in clones, and runs the first and the third of these there.
import { availableParallelism } from 'node:os';
import { ownFolder } from './tools/own-folder.js';
import { ownPath } from './tools/own-path.js';
import { temporaryFolder } from './tools/temporary-folder.js';

if (temporaryFolder !== undefined) process.env.TMPDIR = temporaryFolder;
process.env.PATH = ownPath(process.env.PATH);
// Commands of tests run in hundreds of folders, each of which would leave compiled files behind.
process.env.NODE_DISABLE_COMPILE_CACHE = '1';

const common = {
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }],
  },
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: 'node',
  // A chart's import of `fleetwright/lib/...` leads to the sources.
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  // Compiled tests are run from there.
  cacheDirectory: ownFolder('jest'),
};

export default {
  projects: [
    {
      ...common,
      displayName: 'unit',
      roots: ['<rootDir>/test'],
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: ['\\.programs\\.test\\.ts$', '/test/fleets/'],
    },
    { ...common, displayName: 'app', rootDir: 'app', testMatch: ['<rootDir>/test/**/*.test.ts'] },
    {
      ...common,
      displayName: 'programs',
      roots: ['<rootDir>/test'],
      testMatch: ['**/*.programs.test.ts'],
      globalSetup: '<rootDir>/tools/programs.setup.ts',
    },
    { ...common, displayName: 'fleets', roots: ['<rootDir>/test/fleets'], testMatch: ['**/*.test.ts'] },
  ],
  reporters: ['default', '<rootDir>/test/closing-line.js'],
  testTimeout: 120_000,
  // Loops wait about as much as they work.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
};
