// Making a secret takes less than a second, most of which is loading: what it does not need is not loaded.
import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { scriptOptions } from '../support/script-options.ts';

/** A hook of Node that names each module as it is loaded, as a module of its own. */
const naming = `export async function load(url, context, next) {
  process._rawDebug(url);
  return next(url, context);
}`;
const asUrl = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;
const register = asUrl(`import { register } from 'node:module'; register(${JSON.stringify(asUrl(naming))});`);

test('create loads the fleet, but nothing that renders or validates it', () => {
  const args = [...scriptOptions, '--import', register, 'commands/secrets.ts', 'create', 'dev/no-such-secret'];
  const { NODE_OPTIONS: _jest, ...env } = process.env;
  const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  const loaded = stderr.split('\n').map((url) => url.replace(`file://${process.cwd()}/`, ''));
  expect(status).toBe(2);
  expect(loaded).toContain('main.ts');
  expect(
    loaded.filter((path) => /^render\/|^commands\/(?!secrets|cli|fleet)|kubernetes-models|@grpc/.test(path)),
  ).toEqual([]);
});
