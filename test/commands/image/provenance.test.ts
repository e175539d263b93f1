// What a run of GitHub Actions says of the image that it builds, and where it says nothing.
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { provenance } from '../../../commands/image/provenance.ts';
import { Checkout, type Ended } from '../../support/checkout.ts';
import { environmentOf } from '../../support/github-run.ts';

const workflow = 'https://github.com/example/platform/.github/workflows/fleet-image.yaml';
const run = { workflow: `${workflow}@${'0'.repeat(40)}`, repository: 'example/box-office', branch: 'main' };
const environment = environmentOf({ ...run, commit: 'c'.repeat(40) });
const image = 'registry.example.com/shop/tickets';

let checkout: Checkout;
let file: string;
beforeAll(() => {
  checkout = new Checkout();
  file = join(checkout.folder, 'provenance.json');
  const builders = {
    'registry.example.com': { workflow, repository: run.repository },
    'registry.example.com/others': { because: 'nobody signs it' },
  };
  checkout.edit('main.ts', 'clusters,', `clusters,\n  images: ${JSON.stringify({ builders })},`);
});
afterEach(() => rmSync(file, { force: true }));
afterAll(() => checkout.remove());

const written = (env: Record<string, string> = environment, of = image): Promise<Ended> =>
  checkout.call(provenance, ['provenance.json', '--image', of], env);

test('it is the builder, the commit, the workflow that was started, and the run', async () => {
  expect(await written()).toEqual({
    status: 0,
    stdout: 'provenance.json is written. Now: cosign attest --type slsaprovenance1 --predicate provenance.json\n',
    stderr: '',
  });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    buildDefinition: {
      buildType: 'https://actions.github.io/buildtypes/workflow/v1',
      externalParameters: {
        workflow: {
          ref: 'refs/heads/main',
          repository: 'https://github.com/example/box-office',
          path: '.github/workflows/image.yaml',
        },
      },
      internalParameters: {
        github: {
          event_name: 'push',
          repository_id: '1',
          repository_owner_id: '2',
          runner_environment: 'github-hosted',
        },
      },
      resolvedDependencies: [
        {
          uri: 'git+https://github.com/example/box-office@refs/heads/main',
          digest: { gitCommit: 'c'.repeat(40) },
        },
      ],
    },
    runDetails: {
      builder: { id: workflow },
      metadata: { invocationId: 'https://github.com/example/box-office/actions/runs/3/attempts/1' },
    },
  });
});

test.each<[string, Record<string, string>, string | undefined, number, string]>([
  [
    'outside of a run',
    { ...environment, GITHUB_SHA: '', GITHUB_RUN_ID: '' },
    image,
    2,
    'GITHUB_SHA, GITHUB_RUN_ID: not set',
  ],
  [
    'in a run of another repository',
    environmentOf({ ...run, repository: 'stranger/box-office' }),
    image,
    2,
    'this run is of git+https://github.com/stranger/box-office@refs/heads/main, and images.builders of main.ts names git+https://github.com/example/box-office@refs/heads/main',
  ],
  ['in a run of another branch', environmentOf({ ...run, branch: 'try' }), image, 2, 'this run is of git+'],
  ['of an image that nobody may build', environment, 'evil.example.com/a', 1, 'nobody is named who may build it'],
  ['of an image that is taken unverified', environment, 'registry.example.com/others/a', 2, 'unverified; write: {'],
  ['of a digest', environment, `${image}@sha256:${'0'.repeat(64)}`, 2, 'is no repository; write: <registry>/<path>'],
])('%s nothing is written', async (_name, env, of, status, words) => {
  expect(await written(env, of)).toEqual({ status, stdout: '', stderr: expect.stringContaining(words) });
  expect(existsSync(file)).toBe(false);
});

test.each(['main.ts', 'charts'])('%s, which is there, stays as it is', async (there) => {
  const before = statSync(join(checkout.folder, there)).ino;
  expect(await checkout.call(provenance, [there, '--image', image], environment)).toEqual({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining(`${there} is there already; write: a file that is not`),
  });
  expect(statSync(join(checkout.folder, there)).ino).toBe(before);
});
