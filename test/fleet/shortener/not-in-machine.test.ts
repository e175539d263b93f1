// A fork deletes the sample service and keeps the machine: what that says, in messages and comments, must be true there too.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { applicationsIn } from '../../../render/applications.ts';
import { readObjects } from '../../../render/read-objects.ts';

const application = 'shortener';

/** The fleet, what is generated from it, and what says things of it; all other code is the machine. */
const others = new Set(['app', 'charts', 'clusters', 'dist', 'docs', 'imports', 'node_modules', 'secrets', 'test']);

const machine = readdirSync('.', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !others.has(entry.name))
  .flatMap(({ name }) =>
    readdirSync(name, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(name, file)),
  );

test('no file of the machine names the sample service', () => {
  expect([...applicationsIn(readObjects('dist', 'all')).keys()]).toContain(application);
  expect(machine.length).toBeGreaterThan(100);
  const lines = machine.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .map((line, index) => `${file}:${index + 1}: ${line.trim()}`),
  );
  expect(lines.filter((line) => line.toLowerCase().includes(application))).toEqual([]);
});
