// What is signed was scanned just now, and accepted. Neither a scanner nor Sigstore is here: stand-ins for Trivy, crane and cosign
// record how they are started; the first answers with a report that Trivy itself once wrote.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sign } from '../../../commands/image/sign.ts';
import { provenanceOf } from '../../../supply/provenance.ts';
import { Checkout, type Ended } from '../../support/checkout.ts';
import { environmentOf, tokenRequest } from '../../support/github-run.ts';
import { StandIns } from '../../support/stand-ins.ts';
import { recordedFindings, trivyReport } from '../../support/trivy-report.ts';

const repository = 'registry.example.com/shop/tickets';
const image = `${repository}@sha256:${'1'.repeat(64)}`;
const exceptions = 'clusters/exceptions.yaml';
const sbom = { spdxVersion: 'SPDX-2.3' };
const builder = {
  workflow: 'https://github.com/example/platform/.github/workflows/fleet-image.yaml',
  repository: 'example/box-office',
};
const ofRun = environmentOf({ ...builder, branch: 'main', commit: 'c'.repeat(40) });

const standIns = new StandIns();
let checkout: Checkout;
beforeAll(() => {
  checkout = new Checkout();
  const builders = { 'registry.example.com': builder, 'registry.example.com/mirror': { because: 'not ours' } };
  checkout.edit('main.ts', 'clusters,', `clusters,\n  images: ${JSON.stringify({ builders, exceptions })},`);
});
afterAll(() => {
  checkout.remove();
  standIns.remove();
});

beforeEach(() => {
  accept(...recordedFindings);
  const manifests = ['amd64', 'arm64'].map((architecture) => ({ digest: '', platform: { os: 'linux', architecture } }));
  standIns.answer('crane', { to: 'version', stdout: 'v0.22.1' }, { stdout: JSON.stringify({ manifests }) });
  standIns.answer(
    'trivy',
    { to: '--format spdx-json', stdout: JSON.stringify(sbom) },
    { to: '--platform linux/arm64', stdout: trivyReport('arm64') },
    { stdout: trivyReport('amd64') },
  );
  standIns.answer('cosign', { to: 'version', stdout: 'GitVersion:    v3.1.3\n' });
});
afterEach(() => standIns.forget());

/** Excepts findings until today. */
function accept(...ids: readonly string[]): void {
  const until = new Date().toISOString().slice(0, 10);
  const accepted = ids.map((id) => ({ id, image: repository, because: 'made up by the test', until }));
  writeFileSync(join(checkout.folder, exceptions), JSON.stringify(accepted));
}

const run = (of = image, env: Readonly<Record<string, string>> = ofRun): Promise<Ended> =>
  checkout.call(sign, [of], { PATH: standIns.PATH, ...env });
const json = (text: string): unknown => JSON.parse(text) as unknown;

test('signs what is accepted, and attests each scan, the SBOM and the provenance of the run', async () => {
  expect(await run()).toEqual({ status: 0, stdout: `signed: ${image}\n`, stderr: '' });
  const starts = standIns.started('cosign');
  const attest = (type: string): string => `attest --type ${type} --predicate - --yes ${image}`;
  expect(starts.map(({ args }) => args.join(' '))).toEqual([
    `sign --yes ${image}`,
    attest('vuln'),
    attest('vuln'),
    attest('spdxjson'),
    attest('slsaprovenance1'),
  ]);
  const [signature, ...attested] = starts.map(({ input }) => input);
  expect(signature).toBe('');
  expect(attested.map(json)).toEqual([
    json(trivyReport('amd64')),
    json(trivyReport('arm64')),
    sbom,
    provenanceOf(builder, ofRun),
  ]);
});

test('cosign signs as the run, and neither it nor another program is told more', async () => {
  await run(image, { ...ofRun, SIGSTORE_ID_TOKEN: 'other', COSIGN_REPOSITORY: 'elsewhere', GITHUB_TOKEN: 'secret' });
  for (const { env } of standIns.started('cosign')) {
    expect(env).toMatchObject(tokenRequest);
    expect(Object.keys(env).filter((name) => /^(?:SIGSTORE|COSIGN|GITHUB)_/.test(name))).toEqual([]);
  }
  const others = standIns.started().filter(({ name }) => name !== 'cosign');
  expect(others.flatMap(({ env }) => Object.keys(env)).filter((name) => name in tokenRequest)).toEqual([]);
});

test('signs nothing of which a finding is not accepted', async () => {
  accept('DS-0002', 'aws-access-key-id');
  expect(await run()).toMatchObject({
    status: 1,
    stdout: '',
    stderr: expect.stringContaining('the scan found aws-secret-access-key (CRITICAL, the threshold is HIGH)'),
  });
  expect(standIns.started('cosign')).toEqual([]);
});

test('signs nothing of which a platform was not scanned', async () => {
  standIns.answer(
    'trivy',
    { to: '--format spdx-json', stdout: JSON.stringify(sbom) },
    { stdout: trivyReport('amd64') },
  );
  expect(await run()).toMatchObject({ status: 1, stderr: expect.stringContaining('has no scan for linux/arm64') });
  expect(standIns.started('cosign')).toEqual([]);
});

test('attests nothing where it could not sign, and tells why and what to look at', async () => {
  standIns.answer(
    'cosign',
    { to: 'version', stdout: 'GitVersion:    v3.1.3\n' },
    { stderr: 'Error: signing: no provider', code: 1 },
  );
  const { status, stdout, stderr } = await run();
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^cosign sign: Error: signing: no provider; see that the job has the right id-token: write/);
  expect(standIns.started('cosign')).toHaveLength(1);
});

test.each([
  ['outside a run of GitHub Actions', image, { GITHUB_SHA: '' }, 2, 'GITHUB_SHA: not set'],
  ['in a run of another branch', image, { GITHUB_REF: 'refs/heads/x' }, 2, 'and images.builders of main.ts names'],
  [
    'in a job without the right to a token',
    image,
    { ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' },
    2,
    'ACTIONS_ID_TOKEN_REQUEST_URL, ACTIONS_ID_TOKEN_REQUEST_TOKEN: not set; give the job the right id-token: write',
  ],
  ['an image by its tag', `${repository}:1`, {}, 2, 'names no image by its digest'],
  ['what nobody may build', image.replace('registry', 'evil'), {}, 1, 'nobody is named who may build it'],
  [
    'what is taken unverified',
    image.replace('shop', 'mirror'),
    {},
    2,
    'images.builders of main.ts takes registry.example.com/mirror/tickets unverified',
  ],
])('refuses to sign %s, before anything is asked', async (_name, of, env, status, words) => {
  expect(await run(of, { ...ofRun, ...env })).toMatchObject({
    status,
    stdout: '',
    stderr: expect.stringContaining(words),
  });
  expect(standIns.started()).toEqual([]);
});
