// The login is Azure's, by whoever `az` is. No cloud is asked: a stand-in for `az` records how it is started.
import { afterAll, afterEach, expect, test } from '@jest/globals';
import { login } from '../../../commands/image/login.ts';
import { called } from '../../support/called.ts';
import { StandIns } from '../../support/stand-ins.ts';

const standIns = new StandIns();
afterEach(() => standIns.forget());
afterAll(() => standIns.remove());

const run = (registry: string, env: Readonly<Record<string, string>> = {}) =>
  called(login, [registry], { env: { PATH: standIns.PATH, ...env } });

test('asks az, which is told neither a password nor what else the job knows', async () => {
  standIns.answer('az', { stdout: 'Login Succeeded\n' });
  const env = { AZURE_CONFIG_DIR: '/azure', DOCKER_CONFIG: '/docker', GITHUB_TOKEN: 'secret' };
  expect(await run('example', env)).toEqual({ status: 0, stdout: 'logged in: example\n', stderr: '' });
  const [start, ...more] = standIns.started();
  expect(start?.args).toEqual(['acr', 'login', '--name', 'example']);
  expect(start?.env).toMatchObject({ AZURE_CONFIG_DIR: '/azure', DOCKER_CONFIG: '/docker' });
  expect(start?.env).not.toHaveProperty('GITHUB_TOKEN');
  expect(more).toEqual([]);
});

test('where az says no, its words are told, and what to look at', async () => {
  standIns.answer('az', { stderr: "ERROR: Please run 'az login' to setup account.\n", code: 1 });
  expect(await run('example')).toEqual({
    status: 2,
    stdout: '',
    stderr:
      "az acr: ERROR: Please run 'az login' to setup account.; run az login first, in a workflow Azure/login; its identity needs the role AcrPull or AcrPush on the registry\n",
  });
});

test('where there is no az, it says how it is got', async () => {
  expect(await run('example', { PATH: '/nowhere' })).toEqual({
    status: 2,
    stdout: '',
    stderr:
      'az is not on PATH; install the Azure CLI (https://aka.ms/azure-cli), or log in to the registry as Docker does\n',
  });
});

test.each(['example.azurecr.io', 'exam', 'example/shop', 'exämple', 'a b c d e', ''])(
  'refuses what is no name of a registry, before az is asked: "%s"',
  async (registry) => {
    standIns.answer('az');
    expect(await run(registry)).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining(
        `"${registry}" is not the name of an Azure Container Registry; write: example, without .azurecr.io\n`,
      ),
    });
    expect(standIns.started()).toEqual([]);
  },
);
