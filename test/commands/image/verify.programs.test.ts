// What a fleet's main.ts says of images, at a real registry: `npm run image -- verify` and `pin`, and a promotion.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pin } from '../../../commands/image/pin.ts';
import { provenance } from '../../../commands/image/provenance.ts';
import { promotion } from '../../../commands/release/promote.ts';
import { verified } from '../../../commands/release/verified.ts';
import { describeWith } from '../../../tools/describe-with.ts';
import { Checkout } from '../../support/checkout.ts';
import { environmentOf } from '../../support/github-run.ts';
import { FakeGitHub } from '../../support/github.ts';
import { ImageRegistry } from '../../support/image-registry.ts';
import { Signing } from '../../support/signing.ts';

const workflow = 'https://github.com/example/platform/.github/workflows/fleet-image.yaml';
const repository = 'example/box-office';
const identity = { workflow: `${workflow}@refs/tags/v1.0.0`, repository, branch: 'main' };
const scans = ['amd64', 'arm64'].map((architecture) => ({
  scanner: { result: { SchemaVersion: 2, Metadata: { ImageConfig: { os: 'linux', architecture } } } },
}));

describeWith(['crane', 'cosign'], 'image verify', ({ crane, cosign }) => {
  let folder: string;
  let registry: ImageRegistry;
  let checkout: Checkout;
  let [accepted, unsigned] = ['', ''];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fleetwright-images-'));
    registry = await ImageRegistry.start(crane, folder);
    const signing = await Signing.begin(cosign, folder);
    [accepted = '', unsigned = ''] = ['1', '2'].map((tag) => registry.push('shop/tickets', tag, tag));
    const image = accepted.replace(':1@', '@');
    await signing.sign(image, identity);
    await signing.attest(image, identity, 'spdxjson', { spdxVersion: 'SPDX-2.3' });
    for (const scan of scans) await signing.attest(image, identity, 'vuln', scan);
    checkout = new Checkout();
    const builders = { [registry.host]: { workflow, repository } };
    const sigstore = { trustedRoot: signing.trustedRoot, witness: 'none' };
    checkout.edit('main.ts', 'clusters,', `clusters,\n  images: ${JSON.stringify({ builders, sigstore })},`);
    checkout.edit(
      'clusters/lab.ts',
      "name: 'lab',",
      "name: 'lab', fluxNotifications: { commitStatus: { app: 'lab-flux' } },",
    );
    checkout.begin();
    const [of = ''] = image.split('@');
    await checkout.call(provenance, ['provenance.json', '--image', of], environmentOf(identity));
    const predicate: unknown = JSON.parse(readFileSync(join(checkout.folder, 'provenance.json'), 'utf8'));
    await signing.attest(image, identity, 'slsaprovenance1', predicate);
  });
  afterAll(async () => {
    checkout.remove();
    await registry.close();
    rmSync(folder, { recursive: true });
  });

  const verify = (pin: string) => checkout.run('commands/image.ts', ['verify', pin]);

  test('accepts what the builder of main.ts signed', () => {
    expect(verify(accepted)).toEqual(
      expect.objectContaining({ status: 0, stdout: `accepted: ${accepted}\n`, stderr: '' }),
    );
  });

  test('refuses another image, and says why', () => {
    expect(verify(unsigned)).toEqual(
      expect.objectContaining({
        status: 1,
        stdout: '',
        stderr: `${unsigned.replace(':2@', '@')}
  has no signature
  write: a digest that ${workflow} built for ${repository}

refused: ${unsigned}
`,
      }),
    );
  });

  test('looks at one image: a second one would seem accepted', () => {
    expect(checkout.run('commands/image.ts', ['verify', accepted, unsigned])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining(`"${unsigned}" is one word too many; one image at a time`),
    });
  });

  const pins = (cluster: string): string =>
    readFileSync(join(checkout.folder, `clusters/releases/${cluster}.yaml`), 'utf8');

  test('pins what is accepted for the first stage, and nothing else of the file changes', async () => {
    const [, image = '', tag = '', digest = ''] = /^(.*):(.*)@(.*)$/.exec(accepted) ?? [];
    const before = pins('lab');
    const { status, stdout } = await checkout.call(pin, ['tickets', accepted]);
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: `accepted: ${accepted}\nclusters/releases/lab.yaml is changed. Now: npm run synth, and commit both\n`,
    });
    const changed = pins('lab')
      .split('\n')
      .filter((line) => !before.split('\n').includes(line));
    expect(changed).toEqual([`  repository: ${image}`, `  tag: "${tag}"`, `  digest: ${digest}`]);
    expect(await checkout.call(pin, ['tickets', accepted])).toMatchObject({ stdout: `lab pins ${accepted} already\n` });
    checkout.git('checkout', '--quiet', 'clusters');
  });

  test('pins nothing that is refused', async () => {
    const before = pins('lab');
    const { status, stderr } = await checkout.call(pin, ['tickets', unsigned]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('  has no signature\n') });
    expect(pins('lab')).toBe(before);
  });

  test('is asked of what is to be promoted', async () => {
    const github = await FakeGitHub.start();
    try {
      const [, image = '', tag = '', digest = ''] = /^(.*):(.*)@(.*)$/.exec(unsigned) ?? [];
      writeFileSync(
        join(checkout.folder, 'clusters/releases/lab.yaml'),
        `tickets:\n  repository: ${image}\n  tag: '${tag}'\n  digest: ${digest}\n`,
      );
      checkout.git('commit', '--quiet', '--all', '--message', 'Pin');
      const env = { GITHUB_REPOSITORY: 'acme/fleet', GITHUB_API_URL: github.url, GITHUB_TOKEN: 'token' };
      const { status, stderr } = await checkout.call(promotion(verified), ['tickets', '--to', 'pilot'], env);
      expect({ status, stderr }).toEqual({
        status: 1,
        stderr: expect.stringContaining(`${unsigned.replace(':2@', '@')}: has no signature; write: a digest that`),
      });
    } finally {
      await github.stop();
    }
  });

  test('could not run where there is no registry', async () => {
    const nowhere = accepted.replace(/:\d+\//, ':1/');
    checkout.edit('main.ts', `"${registry.host}"`, '"127.0.0.1:1"');
    expect(verify(nowhere)).toMatchObject({ status: 2, stderr: expect.stringContaining('cosign cannot verify') });
  });
});
