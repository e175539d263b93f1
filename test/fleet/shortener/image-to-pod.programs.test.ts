// From a commit to a healthy pod, and back: an image is built, pushed, listed, signed and pinned, two real nodes pull it, and what is
// not as it must be is refused on the way. Stood in for: the scanner, whose report is the test's; Fulcio, by an authority of the test;
// GitHub. Each loop reads a repository of its own, for each has a key of its own: the fleet's is that of the first stage.
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { name as service } from '../../../app/contract.ts';
import { pin } from '../../../commands/image/pin.ts';
import { sign } from '../../../commands/image/sign.ts';
import { verify } from '../../../commands/image/verify.ts';
import { history } from '../../../commands/release/history.ts';
import { promotion } from '../../../commands/release/promote.ts';
import { rollback } from '../../../commands/release/rollback.ts';
import { verified } from '../../../commands/release/verified.ts';
import { synth } from '../../../commands/synth.ts';
import { releasesFile } from '../../../lib/fleet.ts';
import { builderOf, type ImageBuilder } from '../../../lib/pins/image-policy.ts';
import { imageOf, pinsOfText, readPins } from '../../../lib/pins/images.ts';
import { offer, shortenWaits } from '../../../loop/commits.ts';
import type { Mirror } from '../../../loop/node/containerd.ts';
import { describeNode } from '../../../loop/node/describe-node.ts';
import { serviceImage } from '../../../loop/node/images.ts';
import { allReady, type Loop } from '../../../loop/loop.ts';
import { until } from '../../../loop/until.ts';
import fleet from '../../../main.ts';
import { asArray, asRecord, asString, at } from '../../../render/fields.ts';
import { readObjects } from '../../../render/read-objects.ts';
import { provenanceOf } from '../../../supply/provenance.ts';
import { describeWith } from '../../../tools/describe-with.ts';
import { type Called, called } from '../../support/called.ts';
import { FakeGitHub, type Status } from '../../support/github.ts';
import { environmentOf } from '../../support/github-run.ts';
import { ImageRegistry } from '../../support/image-registry.ts';
import { type Identity, Signing } from '../../support/signing.ts';
import { StandIns } from '../../support/stand-ins.ts';
import { bringFleet } from './bring-fleet.ts';
import { NamedRegistry } from './named-registry.ts';

const [first = '', second = ''] = fleet.stages;
const { repository = '' } = readPins(releasesFile(fleet, first)).pins[service] ?? {};
const registryName = repository.split('/')[0] ?? '';
const path = repository.slice(registryName.length + 1);

const app = fleet.clusters.find(({ name }) => name === first)?.fluxNotifications?.commitStatus?.app ?? '';
const builder = ownBuilder();
const trusted: Identity = {
  workflow: `${builder.workflow}@refs/heads/main`,
  repository: builder.repository,
  branch: builder.branch ?? 'main',
};

/** What Trivy would write of an image for a platform. No scanner runs here. */
const scanOf = (architecture: string, ...Vulnerabilities: readonly object[]): object => ({
  scanner: {
    result: {
      SchemaVersion: 2,
      Metadata: { ImageConfig: { os: 'linux', architecture } },
      Results: [{ Target: 'debian 13', Vulnerabilities }],
    },
  },
});
const scans = [scanOf('amd64'), scanOf('arm64')];
const vulnerable = { VulnerabilityID: 'CVE-2026-0001', Severity: 'HIGH', PkgName: 'zlib', InstalledVersion: '1.3' };

describeWith(['crane', 'cosign', 'syft', 'kubectl'], 'an image', ({ crane, cosign, syft, kubectl }) => {
  let folder: string;
  let registry: ImageRegistry;
  let named: NamedRegistry;
  let signing: Signing;
  let standIns: StandIns;
  let github: FakeGitHub;
  let count = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fleetwright-image-to-pod-'));
    registry = await ImageRegistry.start(crane, folder);
    named = await NamedRegistry.start(registryName, mirror().port, folder);
    signing = await Signing.begin(cosign, folder);
    standIns = new StandIns();
    github = await FakeGitHub.start();
  });
  afterAll(async () => {
    standIns.remove();
    await github.stop();
    await named.close();
    await registry.close();
    rmSync(folder, { recursive: true });
  });

  const mirror = (): Mirror => ({ registry: registryName, port: Number(registry.host.split(':')[1]) });

  /** `<repository>:<tag>@<digest>`, as dist/ has it, of what was pushed to loopback. */
  const pinOf = (pushed: string): string => pushed.replace(registry.host, registryName);
  const digestOf = (image: string): string => image.slice(image.indexOf('@') + 1);
  /** Where it is pushed to, and signed: `<repository>@<digest>`, by its digest alone. */
  const onLoopback = (image: string): string => image.replace(registryName, registry.host).replace(/:[^:/@]+@/, '@');

  /** What is made of a commit: the service itself, for the platform of this machine. */
  function build(commit: string): string {
    const labels = { 'org.opencontainers.image.revision': commit };
    const { layout } = serviceImage(mkdtempSync(join(folder, 'build-')), repository, labels);
    return pinOf(registry.pushBuilt(path, commit, layout));
  }

  /** Something else of that name, which runs nowhere. */
  const somethingElse = (): string => pinOf(registry.push(path, `other-${(count += 1)}`, `${count}`));

  /**
   * Signs an image past our command, and attests all that it must bring: what the command would not sign, too.
   * @param change who signs, what was found in it, and of which commit it is said to be
   */
  async function vouchFor(image: string, change: Partial<Voucher> = {}): Promise<void> {
    const { by = trusted, scanned = scans, builtFrom = by.commit } = change;
    const of = onLoopback(image);
    await signing.sign(of, by);
    const run = environmentOf({ ...trusted, ...(builtFrom !== undefined && { commit: builtFrom }) });
    await signing.attest(of, by, 'slsaprovenance1', provenanceOf(builder, run));
    await signing.attest(of, by, 'spdxjson', contentsOf(image));
    for (const each of scanned) await signing.attest(of, by, 'vuln', each);
  }

  /** The list of what is in an image, by the real syft, from the registry. */
  function contentsOf(image: string): object {
    const env = { PATH: process.env.PATH, HOME: folder, SYFT_CHECK_FOR_APP_UPDATE: 'false' };
    const args = ['scan', `registry:${onLoopback(image)}`, '--platform', 'linux/amd64', '--output', 'spdx-json', '-q'];
    return JSON.parse(execFileSync(syft, args, { env, encoding: 'utf8', maxBuffer: 2 ** 28 })) as object;
  }

  describeNode('in the first stage', { cluster: first, mirror }, ({ loop: loopOfFirst }) => {
    describeNode('and in the second', { cluster: second, mirror }, ({ loop: loopOfSecond }) => {
      const work = () => loopOfFirst().workTree;
      const loopOf = (cluster: string): Loop => (cluster === first ? loopOfFirst() : loopOfSecond());

      beforeAll(async () => {
        bringFleet(work().folder);
        trustAuthority(work().folder, signing.trustedRoot);
        // Flux looks at a fix when its wait for what is broken is over.
        await shortenWaits(loopOfFirst(), 90);
      }, 180_000);

      const options = () => ({
        cwd: work().folder,
        env: {
          ...named.env,
          GITHUB_REPOSITORY: 'acme/fleet',
          GITHUB_API_URL: github.url,
          GITHUB_TOKEN: 'token',
          KUBECONFIG: loopOfFirst().cluster.api.kubeconfigFile,
          PATH: `${dirname(kubectl)}${delimiter}${process.env.PATH}`,
        },
      });
      const promote = (...args: string[]): Promise<Called> =>
        called(promotion(verified), [service, '--to', second, ...args], options());
      const inCluster = ['--context', 'loop'];
      const pinned = (image: string): Promise<Called> => called(pin, [service, image], options());
      const pinIn = (cluster: string): string => {
        const found = pinsOfText(work().read(releasesFile(fleet, cluster)))[service];
        return found === undefined ? '' : imageOf(found);
      };
      const commit = (message: string): string => work().push(message);

      /** What CI does once a pin is merged: a commit with what the synth renders. @returns the commit that the cluster reads */
      async function roll(cluster: string): Promise<string> {
        const loop = loopOf(cluster);
        const { folder: root } = work();
        expect(await called(synth, ['--out', '.preview'], { cwd: root })).toMatchObject({ status: 0, stderr: '' });
        const own = readObjects(join(root, '.preview'), [cluster]).filter(({ at: file }) =>
          readFileSync(file, 'utf8').includes(pinIn(cluster)),
        );
        expect(own.length).toBeGreaterThan(0);
        for (const { at: file } of own) {
          const place = `dist/${file.slice(join(root, '.preview/').length)}`;
          for (const tree of new Set([work(), loop.workTree])) tree.write(place, readFileSync(file, 'utf8'));
        }
        const message = `Render dist/ for ${cluster}`;
        if (loop.workTree !== work()) commit(message);
        return offer(loop, message);
      }

      /** Waits until nothing but an image runs in a cluster, and is ready. @param commit that Flux must have applied. @default any */
      async function runs(cluster: string, image: string, commit = ''): Promise<void> {
        const loop = loopOf(cluster);
        await allReady(loop, { commit, seconds: 300 });
        await until(async () => JSON.stringify(await running(loop)) === JSON.stringify([digestOf(image)]), {
          what: `only ${image} runs in ${cluster}`,
          seconds: 120,
        });
      }

      /** What our command says that signs an image, in a run. */
      async function signed(image: string, run: Identity): Promise<Called> {
        const [amd64, arm64] = scans.map((scan) => JSON.stringify(scan));
        const contents = JSON.stringify(contentsOf(image));
        standIns.answer(
          'trivy',
          { to: '--format spdx-json', stdout: contents },
          { to: '--platform linux/arm64', stdout: arm64 ?? '' },
          { stdout: amd64 ?? '' },
        );
        standIns.script('cosign', await signing.keyless(run));
        const { cwd, env } = options();
        return called(sign, [image], { cwd, env: { ...env, ...environmentOf(run), PATH: standIns.PATH } });
      }

      /** An image, and the commit that renders it for the first stage. */
      interface Delivered {
        readonly image: string;
        readonly rendered: string;
      }

      /** A commit's image, signed, pinned for the first stage and running there. */
      async function deliver(change: string): Promise<Delivered> {
        const source = commit(change);
        const image = build(source);
        expect(await signed(image, { ...trusted, commit: source })).toMatchObject({ status: 0, stderr: '' });
        expect(await called(verify, [image], options())).toMatchObject({
          status: 0,
          stdout: `accepted: ${image}\n`,
        });
        const rendered = await pinAndRoll(image);
        await runs(first, image, rendered);
        return { image, rendered };
      }

      async function pinAndRoll(image: string): Promise<string> {
        expect(await pinned(image)).toMatchObject({ status: 0, stderr: '' });
        expect(pinIn(first)).toBe(image);
        commit(`Pin ${image}`);
        return roll(first);
      }

      async function takeBack(cluster: string): Promise<string> {
        const back = await called(rollback(verified), [service, '--in', cluster], options());
        expect(back).toMatchObject({ status: 0, stderr: '' });
        commit(`Take back what ${cluster} runs`);
        return roll(cluster);
      }

      /** What Flux' notification writes at a commit on GitHub, or somebody else in its place. */
      const success = (by: string): Status => ({
        context: `${first}/${service}`,
        state: 'success',
        description: 'reconciliation succeeded',
        creator: { login: `${by}[bot]`, type: 'Bot' },
      });

      let delivered: Delivered;
      beforeAll(async () => {
        delivered = await deliver('Change the service');
      }, 900_000);

      test('of a commit goes from stage to stage, and back: what a pod runs is the digest that is pinned', async () => {
        const goOn = async (image: string, ...health: readonly string[]): Promise<void> => {
          expect(await promote(...health)).toMatchObject({ status: 0, stderr: '' });
          expect(pinIn(second)).toBe(image);
          commit(`Promote ${image}`);
          await runs(second, image, await roll(second));
        };
        github.statuses.set(delivered.rendered, [success(app)]);
        await goOn(delivered.image);
        const { image: next } = await deliver('Change the service again');
        expect(digestOf(next)).not.toBe(digestOf(delivered.image));
        await goOn(next, ...inCluster);

        await runs(second, delivered.image, await takeBack(second));
        expect(pinIn(second)).toBe(delivered.image);
        await runs(first, next);
        const { stdout } = await called(history, [service], options());
        expect(stdout).toMatch(new RegExp(`${second} +rolled back .*${digestOf(delivered.image).slice(0, 19)}`));
      }, 1_200_000);

      test('that the first stage does not run healthily goes no further, whoever says so', async () => {
        const [before, promoted] = [pinIn(first), pinIn(second)];
        const broken = somethingElse();
        await vouchFor(broken);
        const said = async (...args: readonly string[]): Promise<string> => {
          const { status, stderr } = await promote(...args);
          expect(status).toBe(1);
          return stderr;
        };

        const rendered = await pinAndRoll(broken);
        await until(async () => (await said(...inCluster)).includes('not ready: '), {
          what: 'the promotion is refused for pods that are not ready',
          seconds: 120,
        });
        github.statuses.set(rendered, [success('somebody')]);
        expect(await said()).toContain('somebody[bot]');
        expect(pinIn(second)).toBe(promoted);

        await runs(first, before, await takeBack(first));
        expect(pinIn(first)).toBe(before);
      }, 1_200_000);

      test.each<[string, string, (image: string) => Promise<void>]>([
        ['nobody signed', 'has no signature', async () => undefined],
        [
          'another workflow built',
          'expected SAN value to match regex',
          async (image) =>
            vouchFor(image, { by: { ...trusted, workflow: trusted.workflow.replace(/[^/]+@/, 'other.yaml@') } }),
        ],
        [
          'the workflow built for another repository',
          `expected GithubWorkflowRepository to be "${trusted.repository}", got "stranger/service"`,
          async (image) => vouchFor(image, { by: { ...trusted, repository: 'stranger/service' } }),
        ],
        [
          'has the signature of another digest',
          'provided artifact digest does not match any digest in statement',
          async (image) => {
            const other = somethingElse();
            await vouchFor(other);
            registry.moveSignatures(onLoopback(other), onLoopback(image));
          },
        ],
        [
          'is said to be of another commit than the one that was built',
          `its provenance says commit ${'1'.repeat(40)}, and who signed it ran another one`,
          async (image) => vouchFor(image, { builtFrom: '1'.repeat(40) }),
        ],
        [
          'has a finding above the threshold',
          'the scan found CVE-2026-0001 (HIGH, the threshold is HIGH)',
          async (image) => vouchFor(image, { scanned: [scanOf('amd64', vulnerable), scanOf('arm64')] }),
        ],
        [
          'has a finding whose exception is over',
          'the exception ("nothing unpacks") ended on 2026-01-31',
          async (image) => {
            const over = { id: 'CVE-2026-0002', image: repository, because: 'nothing unpacks', until: '2026-01-31' };
            work().write('clusters/exceptions.yaml', `- ${JSON.stringify(over)}\n`);
            const found = { ...vulnerable, VulnerabilityID: over.id };
            await vouchFor(image, { scanned: [scanOf('amd64', found), scanOf('arm64')] });
          },
        ],
      ])(
        'that %s is not pinned',
        async (_name, why, prepare) => {
          const before = pinIn(first);
          const image = somethingElse();
          await prepare(image);
          const { status, stderr } = await pinned(image);
          work().git('checkout', '--quiet', '--', 'clusters');
          expect(stderr).toContain(why);
          expect(status).toBe(1);
          expect(pinIn(first)).toBe(before);
        },
        120_000,
      );
    });
  });
});

/** Who builds the service's image, by main.ts. */
function ownBuilder(): ImageBuilder {
  const found = builderOf(fleet.images ?? { builders: {} }, repository);
  if (found === undefined || 'because' in found) throw new Error(`main.ts names nobody who builds ${repository}`);
  return found;
}

/** Adds the authority of the test to what main.ts says of images, and a file of exceptions. */
function trustAuthority(folder: string, trustedRoot: string): void {
  renameSync(join(folder, 'main.ts'), join(folder, 'own-main.ts'));
  const images = { sigstore: { trustedRoot, witness: 'none' }, exceptions: 'clusters/exceptions.yaml' };
  writeFileSync(
    join(folder, 'main.ts'),
    `import fleet from ${JSON.stringify('./own-main.ts')};\nexport default { ...fleet, images: { ...fleet.images, ...${JSON.stringify(images)} } };\n`,
  );
  writeFileSync(join(folder, images.exceptions), '[]\n');
  appendFileSync(join(folder, '.git/info/exclude'), '/.preview\n');
}

/** Digests of what the kubelet says that the service's containers were made of. */
async function running({ cluster }: Loop): Promise<string[]> {
  const pods = await cluster.objects.list('v1', 'Pod', service);
  const kept = pods.filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/name'] === service);
  const statuses = kept.flatMap((pod) => asArray(at(pod, 'status.containerStatuses')).map(asRecord));
  return [...new Set(statuses.map(({ imageID }) => asString(imageID).replace(/^.*@/, '')))];
}

/** Who signs an image, and what a scanner says of each platform. */
interface Voucher {
  readonly by: Identity;
  readonly scanned: readonly object[];
  readonly builtFrom: string;
}
