// An image is scanned platform by platform. No scanner runs here: a stand-in for Trivy records how it is started, and answers with a
// report that Trivy itself once wrote; a stand-in for crane, with the index of the image.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { scan } from '../../../commands/image/scan.ts';
import { Checkout, type Ended } from '../../support/checkout.ts';
import { StandIns } from '../../support/stand-ins.ts';
import { recordedFindings, trivyReport } from '../../support/trivy-report.ts';

const repository = 'registry.example.com/shop/tickets';
const image = `${repository}@sha256:${'1'.repeat(64)}`;
const exceptions = 'clusters/exceptions.yaml';
const sbom = { spdxVersion: 'SPDX-2.3' };

const standIns = new StandIns();
let checkout: Checkout;
beforeAll(() => {
  checkout = new Checkout();
  const builder = {
    workflow: 'https://github.com/example/platform/.github/workflows/fleet-image.yaml',
    repository: 'example/box-office',
  };
  const images = { builders: { 'registry.example.com': builder }, exceptions };
  checkout.edit('main.ts', 'clusters,', `clusters,\n  images: ${JSON.stringify(images)},`);
});
afterAll(() => {
  checkout.remove();
  standIns.remove();
});

beforeEach(() => {
  accept(...recordedFindings);
  isFor('amd64', 'arm64');
  standIns.answer(
    'trivy',
    { to: '--format spdx-json', stdout: JSON.stringify(sbom) },
    { to: '--platform linux/arm64', stdout: trivyReport('arm64') },
    { stdout: trivyReport('amd64') },
  );
});
afterEach(() => {
  standIns.forget();
  rmSync(join(checkout.folder, 'reports'), { recursive: true, force: true });
});

/** Excepts findings until today. */
function accept(...ids: readonly string[]): void {
  const until = new Date().toISOString().slice(0, 10);
  const accepted = ids.map((id) => ({ id, image: repository, because: 'made up by the test', until }));
  writeFileSync(join(checkout.folder, exceptions), JSON.stringify(accepted));
}

/** Has the registry say for which architectures the image is; for none, it is no index. */
function isFor(...architectures: readonly string[]): void {
  const manifests = architectures.map((architecture) => part({ os: 'linux', architecture }));
  says(JSON.stringify(manifests.length > 0 ? { manifests } : { config: {} }));
}

/** Has the registry answer with a text. */
function says(manifest: string): void {
  standIns.answer('crane', { to: 'version', stdout: 'v0.22.1' }, { stdout: manifest });
}

const part = (platform: object, mediaType = 'application/vnd.oci.image.manifest.v1+json'): object => ({
  mediaType,
  digest: `sha256:${'2'.repeat(64)}`,
  platform,
});

const run = (args: readonly string[] = [image], env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  checkout.call(scan, args, { PATH: standIns.PATH, ...env });
const asked = (): string[] => standIns.started('trivy').map(({ args }) => args.join(' '));

const fixed = 'image --image-src remote --no-progress --disable-telemetry --skip-version-check';

test('scans each platform of the index, and lists what is in the first one', async () => {
  expect(await run()).toEqual({ status: 0, stdout: `accepted: ${image}\n`, stderr: '' });
  expect(asked()).toEqual([
    `${fixed} --platform linux/amd64 --format cosign-vuln ${image}`,
    `${fixed} --platform linux/arm64 --format cosign-vuln ${image}`,
    `${fixed} --platform linux/amd64 --format spdx-json ${image}`,
  ]);
});

test('scans an image for one platform as it is', async () => {
  isFor();
  expect(await run([image, '--out', 'reports'])).toMatchObject({ status: 0, stderr: '' });
  expect(asked()).toEqual([`${fixed} --format cosign-vuln ${image}`, `${fixed} --format spdx-json ${image}`]);
  expect(readdirSync(join(checkout.folder, 'reports')).toSorted()).toEqual(['image.json', 'sbom.json']);
});

test('takes the image with its tag, which says nothing of what is scanned', async () => {
  expect(await run([image.replace('@', ':1@')])).toMatchObject({ status: 0, stdout: `accepted: ${image}\n` });
  expect(asked().filter((args) => !args.endsWith(` ${image}`))).toEqual([]);
});

test('a finding of any platform holds it back, and the reports are written all the same', async () => {
  accept('DS-0002', 'aws-access-key-id');
  const { status, stdout, stderr } = await run([image, '--out', 'reports']);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain(
    'the scan found aws-secret-access-key (CRITICAL, the threshold is HIGH): a secret in /app/env',
  );
  expect(stderr).toContain(`refused: ${image}\n`);
  const written = (name: string): unknown =>
    JSON.parse(readFileSync(join(checkout.folder, 'reports', name), 'utf8')) as unknown;
  expect(written('linux-amd64.json')).toEqual(JSON.parse(trivyReport('amd64')));
  expect(written('linux-arm64.json')).toEqual(JSON.parse(trivyReport('arm64')));
  expect(written('sbom.json')).toEqual(sbom);
});

test('a report of another platform than the one that was asked for counts for that alone', async () => {
  standIns.answer(
    'trivy',
    { to: '--format spdx-json', stdout: JSON.stringify(sbom) },
    { stdout: trivyReport('amd64') },
  );
  expect(await run()).toMatchObject({ status: 1, stderr: expect.stringContaining('has no scan for linux/arm64') });
});

test.each([
  ['the system unsaid', { architecture: 'amd64' }, { os: 'linux', architecture: 'amd64' }, 'linux/amd64'],
  [
    'a usual variant',
    { os: 'linux', architecture: 'amd64', variant: 'v1' },
    { os: 'linux', architecture: 'amd64' },
    'linux/amd64',
  ],
])(
  'an index with two images for one platform is refused, %s: Trivy scans one of them',
  async (_name, one, other, platform) => {
    says(JSON.stringify({ manifests: [part(one), part(other)] }));
    expect(await run()).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(`has more than one image for ${platform}, and a scan of one alone\n`),
    });
  },
);

test.each([
  ['nothing', '', /: this is not JSON \(/],
  ['half of it', '{"manifests": [', /: this is not JSON \(/],
  ['no list', '{"manifests": null}', /: this describes no image \(#\/manifests: /],
  ['no object', 'null', /: this describes no image \(#: /],
])('where crane says %s, its words are not taken for an index', async (_name, answer, words) => {
  says(answer);
  const { status, stderr } = await run();
  expect(status).toBe(2);
  expect(stderr).toMatch(words);
  expect(stderr).toContain(`crane manifest ${image}`);
  expect(asked()).toEqual([]);
});

test('an index in an index is refused: Trivy scans one image of it', async () => {
  const platform = { os: 'linux', architecture: 'amd64' };
  says(JSON.stringify({ manifests: [part(platform), part(platform, 'application/vnd.oci.image.index.v1+json')] }));
  expect(await run()).toEqual({
    status: 2,
    stdout: '',
    stderr: `${image}: sha256:${'2'.repeat(64)} in it is an index too; put its images into the one index\n`,
  });
  expect(asked()).toEqual([]);
});

test('no variable keeps findings out of a report, and Trivy sees no token of the job', async () => {
  const env = {
    TRIVY_SEVERITY: 'CRITICAL',
    TRIVY_IGNORE_UNFIXED: 'true',
    TRIVY_DB_REPOSITORY: 'mirror.example.com/trivy-db',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'secret',
  };
  await run([image], env);
  const names = new Set(standIns.started('trivy').flatMap((start) => Object.keys(start.env)));
  expect(Object.keys(env).filter((name) => names.has(name))).toEqual(['TRIVY_DB_REPOSITORY']);
});

test('where Trivy says no, its words are told, and what to look at', async () => {
  standIns.answer('trivy', { stderr: 'FATAL\tfailed to download vulnerability DB\n', code: 1 });
  expect(await run()).toEqual({
    status: 2,
    stdout: '',
    stderr:
      'trivy image: FATAL\tfailed to download vulnerability DB; see that you are logged in to the registry, and that Trivy gets its database (mirror.gcr.io)\n',
  });
});

test('what is no JSON is not taken for a report', async () => {
  standIns.answer('trivy', { stdout: 'Total: 0 (HIGH: 0)\n' });
  expect(await run()).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^trivy image --format cosign-vuln: this is not JSON \(/),
  });
});

test.each([
  ['null', 'null'],
  ['an empty object', '{}'],
  ['a list', '[]'],
  ['a report', trivyReport('amd64')],
])('what is no SBOM is not taken for one: %s', async (_name, answer) => {
  standIns.answer('trivy', { to: '--format spdx-json', stdout: answer }, { stdout: trivyReport('amd64') });
  isFor('amd64');
  expect(await run([image, '--out', 'reports'])).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^trivy image --format spdx-json: this is no SBOM \(/),
  });
  expect(existsSync(join(checkout.folder, 'reports'))).toBe(false);
});

test('where there is no Trivy, it says how it is got', async () => {
  // Of a folder with nothing but crane.
  const few = new StandIns();
  few.script('crane', '#!/bin/sh\n[ "$1" = version ] && echo v0.22.1 || echo "{}"\n');
  expect(await run([image], { PATH: few.PATH.split(':')[0] ?? '' })).toEqual({
    status: 2,
    stdout: '',
    stderr: 'trivy is not on PATH; install it (https://trivy.dev), in a workflow by aquasecurity/setup-trivy\n',
  });
  few.remove();
});

test.each([
  ['a tag alone', `${repository}:1`],
  ['a repository', repository],
  ['an option', `--config=x@sha256:${'1'.repeat(64)}`],
  ['a path that climbs', `registry.example.com/../x@sha256:${'1'.repeat(64)}`],
])('refuses %s, before anything is asked', async (_name, text) => {
  expect(await run(['--', text])).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining(
      `"${text}" names no image by its digest; write: <registry>/<path>@sha256:<64 digits>`,
    ),
  });
  expect(standIns.started()).toEqual([]);
});

test.each(['.trivyignore', 'trivy.yaml'])('refuses to scan beside %s, which makes Trivy look away', async (file) => {
  writeFileSync(join(checkout.folder, file), '');
  const said = await run();
  rmSync(join(checkout.folder, file));
  expect(said).toMatchObject({ status: 2, stderr: expect.stringContaining(`${file}: Trivy reads it`) });
  expect(standIns.started()).toEqual([]);
});

test('refuses an image of which no builder is named, before anything is asked', async () => {
  expect(await run([image.replace('registry.', 'evil.')])).toMatchObject({
    status: 1,
    stdout: '',
    stderr: expect.stringContaining('nobody is named who may build it'),
  });
  expect(standIns.started()).toEqual([]);
});
