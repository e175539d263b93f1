// `npm run image -- verify` in a fleet: by what its main.ts says, at a real registry.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../../../tools/describe-with.ts';
import { Checkout } from '../../support/checkout.ts';
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
    await signing.attest(image, identity, 'slsaprovenance1', { buildDefinition: {}, runDetails: {} });
    await signing.attest(image, identity, 'spdxjson', { spdxVersion: 'SPDX-2.3' });
    for (const scan of scans) await signing.attest(image, identity, 'vuln', scan);
    checkout = new Checkout();
    const builders = { [registry.host]: { workflow, repository } };
    const sigstore = { trustedRoot: signing.trustedRoot, witness: 'none' };
    checkout.edit('main.ts', 'clusters,', `clusters,\n  images: ${JSON.stringify({ builders, sigstore })},`);
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

  test('could not run where there is no registry', async () => {
    const nowhere = accepted.replace(/:\d+\//, ':1/');
    checkout.edit('main.ts', `"${registry.host}"`, '"127.0.0.1:1"');
    expect(verify(nowhere)).toMatchObject({ status: 2, stderr: expect.stringContaining('cosign cannot verify') });
  });
});
