// Which images may be pinned, by the verdict of the real cosign, at a real registry, on what the real cosign signed.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ImageBuilder, ImagePolicy } from '../../lib/pins/image-policy.ts';
import { asText } from '../../lib/validation/rules.ts';
import { platformsOf } from '../../supply/platforms.ts';
import { provenanceOf } from '../../supply/provenance.ts';
import { verifyImage } from '../../supply/verify.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { environmentOf } from '../support/github-run.ts';
import { ImageRegistry } from '../support/image-registry.ts';
import { type Identity, Signing } from '../support/signing.ts';

const workflow = 'https://github.com/example/platform/.github/workflows/fleet-image.yaml';
const builder: ImageBuilder = { workflow, repository: 'example/box-office' };
const trusted: Identity = {
  workflow: `${workflow}@${'0'.repeat(40)}`,
  repository: 'example/box-office',
  branch: 'main',
};
const today = '2026-11-29';

const provenance = provenanceOf(builder, environmentOf(trusted));
const sbom = { spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', name: 'tickets' };
const vulnerability = { VulnerabilityID: 'CVE-2026-0001', Severity: 'HIGH', PkgName: 'zlib', InstalledVersion: '1.3' };
const platforms = ['amd64', 'arm64'] as const;
/** A scan of each platform, as Trivy writes the predicate. */
const scans = (...Vulnerabilities: readonly object[]): object[] =>
  platforms.map((architecture) => ({
    invocation: {},
    scanner: {
      uri: 'pkg:github/aquasecurity/trivy@0.74.0',
      result: {
        SchemaVersion: 2,
        Metadata: { ImageConfig: { os: 'linux', architecture } },
        Results: [{ Target: 'debian 13', Vulnerabilities }],
      },
    },
    metadata: { scanStartedOn: `${today}T00:00:00Z`, scanFinishedOn: `${today}T00:00:00Z` },
  }));

/** What an image brings with it: whether it is signed, and predicates by their types. */
interface Brings {
  readonly signature?: boolean;
  readonly slsaprovenance1?: readonly object[];
  readonly spdxjson?: readonly object[];
  readonly vuln?: readonly object[];
}
const everything: Brings = { signature: true, slsaprovenance1: [provenance], spdxjson: [sbom], vuln: scans() };

describeWith(['crane', 'cosign'], 'an image', ({ crane, cosign }) => {
  let folder: string;
  let registry: ImageRegistry;
  let signing: Signing;
  let policy: ImagePolicy;
  let exceptions: string;
  let count = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fleetwright-images-'));
    exceptions = join(folder, 'exceptions.yaml');
    registry = await ImageRegistry.start(crane, folder);
    signing = await Signing.begin(cosign, folder);
    policy = {
      builders: { [`${registry.host}/shop`]: builder, [`${registry.host}/others`]: { because: 'nobody signs it' } },
      sigstore: { trustedRoot: signing.trustedRoot, witness: 'none' },
    };
  });
  afterAll(async () => {
    await registry.close();
    rmSync(folder, { recursive: true });
  });

  /** An image of its own, with what is attested of it. */
  async function built(brings: Brings = everything, identity = trusted, path = 'shop/tickets'): Promise<string> {
    count += 1;
    const pin = registry.push(path, `1.0.${count}`, `image ${count}`);
    await attest(pin.replace(/:[^:/@]+@/, '@'), brings, identity);
    return pin;
  }

  async function attest(image: string, brings: Brings, identity = trusted): Promise<void> {
    const { signature = false, ...attested } = brings;
    if (signature) await signing.sign(image, identity);
    for (const [type, predicates] of Object.entries(attested))
      for (const predicate of predicates) await signing.attest(image, identity, type, predicate);
  }

  /** What is said of it, without its name. */
  async function said(pin: string, change: Partial<ImagePolicy> = {}): Promise<string[]> {
    const faults = await verifyImage(pin, { ...policy, ...change }, today);
    return faults.map((fault) => `${fault.of}: ${asText(fault).replace(`${pin.replace(/:[^:/@]+@/, '@')}: `, '')}`);
  }

  const remedy = `write: a digest that ${workflow} built for example/box-office`;

  test('that its builder signed, with all that it must bring, is accepted', async () => {
    expect(await said(await built())).toEqual([]);
  });

  test('that nobody signed is refused', async () => {
    expect(await said(await built({}))).toEqual([`signature: has no signature; ${remedy}`]);
  });

  test.each([
    [
      'another workflow',
      { ...trusted, workflow: 'https://github.com/example/platform/.github/workflows/other.yaml@refs/heads/main' },
      'expected SAN value to match regex "^https://github\\.com/example/platform/\\.github/workflows/fleet-image\\.yaml@", ' +
        'got "https://github.com/example/platform/.github/workflows/other.yaml@refs/heads/main"',
    ],
    [
      'the same workflow, called from another repository',
      { ...trusted, repository: 'stranger/box-office' },
      'expected GithubWorkflowRepository to be "example/box-office", got "stranger/box-office"',
    ],
    [
      'the same workflow, called from a branch that nobody reviewed',
      { ...trusted, branch: 'try' },
      'expected GithubWorkflowRef to be "refs/heads/main", got "refs/heads/try"',
    ],
  ])('that %s signed is refused', async (_name, identity, why) => {
    const pin = await built({ signature: true }, identity);
    expect(await said(pin)).toEqual([`signature: has no signature that counts: ${why}; ${remedy}`]);
  });

  test('with the signature of another digest is refused', async () => {
    const pin = await built({});
    registry.moveSignatures(await built({ signature: true }), pin);
    expect(await said(pin)).toEqual([
      'signature: has no signature that counts: failed to verify signature: ' +
        `provided artifact digest does not match any digest in statement; ${remedy}`,
    ]);
  });

  test('of which an authority says so that is not trusted is refused', async () => {
    const pin = await built({ signature: true });
    const other = await Signing.begin(cosign, mkdtempSync(join(folder, 'other-')));
    const [refused = '', ...rest] = await said(pin, { sigstore: { trustedRoot: other.trustedRoot, witness: 'none' } });
    expect(refused).toMatch(/^signature: has no signature that counts: failed to verify leaf certificate/);
    expect(rest).toEqual([]);
  });

  test('whose signature no log has is refused where there is to be one', async () => {
    const [refused = ''] = await said(await built({ signature: true }), {
      sigstore: { trustedRoot: signing.trustedRoot, witness: 'log' },
    });
    expect(refused).toMatch(/^signature: has no signature that counts: .*transparency log/);
  });

  test.each([
    ['a signature', 'signature', 'signature: has no signature'],
    ['provenance', 'slsaprovenance1', 'provenance: has no SLSA provenance'],
    ['an SBOM', 'spdxjson', 'sbom: has no SBOM (SPDX)'],
    ['a scan', 'vuln', 'scan: has no scan'],
  ] as const)('without %s is refused, whatever else it brings', async (_name, left, words) => {
    const { [left]: _left, ...rest } = everything;
    expect(await said(await built(rest))).toEqual([`${words}; ${remedy}`]);
  });

  test('is not helped by what another workflow attested of it', async () => {
    const { vuln: _scan, ...rest } = everything;
    const pin = await built(rest);
    const stranger = { ...trusted, repository: 'stranger/box-office' };
    await signing.attest(pin.replace(/:[^:/@]+@/, '@'), stranger, 'vuln', scans()[0]);
    expect(await said(pin)).toEqual([`scan: has no scan; ${remedy}`]);
  });

  const other = 'a'.repeat(40);
  test.each<[string, object, string]>([
    [
      'another builder',
      { ...provenance, runDetails: { builder: { id: `${workflow.replace('fleet-image', 'other')}@refs/heads/main` } } },
      `its provenance says that "${workflow.replace('fleet-image', 'other')}@refs/heads/main" built it`,
    ],
    [
      'a builder whose name begins alike',
      { ...provenance, runDetails: { builder: { id: `${workflow}.yaml` } } },
      `its provenance says that "${workflow}.yaml" built it`,
    ],
    [
      'another commit than the run was of',
      provenanceOf(builder, environmentOf({ ...trusted, commit: other })),
      `its provenance says commit ${other}, and who signed it ran another one`,
    ],
    [
      'another repository',
      provenanceOf({ ...builder, repository: 'a/b' }, environmentOf({ ...trusted, repository: 'a/b' })),
      'its provenance names no commit of git+https://github.com/example/box-office@refs/heads/main',
    ],
    ['no dependency', { ...provenance, buildDefinition: {} }, 'its provenance has no builder, or no dependencies'],
  ])('whose provenance says %s is refused, though its builder signed it', async (_name, predicate, why) => {
    const pin = await built({ ...everything, slsaprovenance1: [predicate] });
    expect(await said(pin)).toEqual([`provenance: ${why}; ${remedy}`]);
  });

  test('that was built from the commit of its certificate is accepted, by a call of any version', async () => {
    const identity = { ...trusted, commit: other };
    const own = provenanceOf(builder, environmentOf(identity));
    const byAction = { ...own, runDetails: { builder: { id: trusted.workflow } } };
    expect(await said(await built({ ...everything, slsaprovenance1: [own, byAction] }, identity))).toEqual([]);
  });

  test('with the provenance of another digest is refused', async () => {
    const pin = await built({});
    registry.moveSignatures(await built({ slsaprovenance1: [provenance] }), pin);
    const { slsaprovenance1: _moved, ...rest } = everything;
    await attest(pin.replace(/:[^:/@]+@/, '@'), rest);
    expect(await said(pin)).toEqual([`provenance: has no SLSA provenance; ${remedy}`]);
  });

  test('in which a scan found something is refused, until it is excepted and again once that is over', async () => {
    const pin = await built({ ...everything, vuln: scans(vulnerability) });
    expect(await said(pin)).toEqual([
      'scan: the scan found CVE-2026-0001 (HIGH, the threshold is HIGH): zlib 1.3 in debian 13, not fixed yet; ' +
        'write: the digest of a build without it; or an exception with a reason and an end',
    ]);
    const except = (until: string): void => {
      const fields = [
        `id: CVE-2026-0001`,
        `image: ${registry.host}/shop`,
        'because: nothing unpacks',
        `until: ${until}`,
      ];
      writeFileSync(exceptions, `- ${fields.join('\n  ')}\n`);
    };
    except('2026-12-31');
    expect(await said(pin, { exceptions })).toEqual([]);
    except('2026-11-28');
    expect(await said(pin, { exceptions })).toEqual([
      `scan: ${registry.host}/shop#CVE-2026-0001: the exception ("nothing unpacks") ended on 2026-11-28; ` +
        'write: nothing, once the finding is gone; else why it may stay, and a later end',
    ]);
  });

  test('of which one platform was not scanned is refused', async () => {
    expect(await said(await built({ ...everything, vuln: scans().slice(0, 1) }))).toEqual([
      'scan: has no scan for linux/arm64; write: a digest of which trivy image --platform linux/arm64 is attested too',
    ]);
  });

  test('is for the platforms that its index names, by their variants, or that its parts name themselves', async () => {
    const pin = registry.push('shop/tickets', 'variants', 'variants');
    const changed = await registry.reindexed(pin, (manifests) => [
      { ...manifests[0], platform: { os: 'linux', architecture: 'arm', variant: 'v6' } },
      { ...manifests[0], platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } },
      { ...manifests[0], platform: { os: 'unknown', architecture: 'unknown' } },
      { ...manifests[0], platform: { architecture: 'amd64' } },
      { ...manifests[1], platform: undefined },
    ]);
    expect(await platformsOf(crane, changed)).toEqual(['linux/arm/v6', 'linux/arm64', 'linux/amd64', 'linux/arm64']);
  });

  test('is judged by the public Sigstore, whatever cosign was told at home', async () => {
    const pin = await built({ signature: true });
    const home = mkdtempSync(join(folder, 'home-'));
    mkdirSync(join(home, '.sigstore/root'), { recursive: true });
    writeFileSync(join(home, '.sigstore/root/remote.json'), JSON.stringify({ mirror: 'http://127.0.0.1:1' }));
    const before = { ...process.env };
    const { XDG_CACHE_HOME = join(homedir(), '.cache') } = before;
    // Where no Sigstore is reached, and the programs are where they were.
    Object.assign(process.env, { HOME: home, XDG_CACHE_HOME, HTTPS_PROXY: 'http://127.0.0.1:1' });
    try {
      const { builders } = policy;
      await expect(verifyImage(pin, { builders })).rejects.toThrow(
        /^cosign cannot verify [^\n]*tuf-repo-cdn\.sigstore\.dev[^\n]*; see that the registry is there/,
      );
    } finally {
      process.env = before;
    }
  });

  test('whose scan is no report is refused', async () => {
    const pin = await built({ ...everything, vuln: [{ scanner: { result: { SchemaVersion: 1 } } }] });
    expect(await said(pin)).toEqual([
      expect.stringMatching(/^scan: this is not a report of Trivy .* what trivy image --format cosign-vuln writes$/),
    ]);
  });

  test('of which no builder is named is refused', async () => {
    expect(await said(await built({}, trusted, 'elsewhere/tickets'))).toEqual([
      'builder: nobody is named who may build it; ' +
        `write: a builder for "${registry.host}/elsewhere/tickets" in images.builders of main.ts, or why it runs unverified: { because }`,
    ]);
  });

  test('that is taken as it is, for a reason, is accepted', async () => {
    expect(await said(await built({}, trusted, 'others/exporter'))).toEqual([]);
  });

  test('by a tag alone is refused', async () => {
    expect(await said(`${registry.host}/shop/tickets:1`)).toEqual([
      'pin: names no image by its digest; write: <registry>/<path>@sha256:<64 digits>',
    ]);
  });
});
