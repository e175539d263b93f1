// How jest runs a fleet's tests: TypeScript as ES modules, and the programs that a test names made ready before it.
import { join } from 'node:path';
import { ownFolder } from '../tools/own-folder.js';

/** For a `jest.config.js`: `export { jestConfig as default } from 'fleetwright/loop/jest-config';`. It needs `@swc/jest`. */
export const jestConfig = {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }],
  },
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: 'node',
  cacheDirectory: ownFolder('jest'),
  globalSetup: join(import.meta.dirname, '..', 'tools', `programs.setup${import.meta.url.slice(-3)}`),
  testTimeout: 120_000,
};
