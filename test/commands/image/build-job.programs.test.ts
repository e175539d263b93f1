// The job that builds an image, from its login to the pin: each of its commands, as it stands in the workflow, in a shell. The registry,
// crane and cosign are real. Stood in for: az; Trivy, by a report that it once wrote; Fulcio, by an authority of the test.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../../../tools/describe-with.ts';
import { Checkout } from '../../support/checkout.ts';
import { environmentOf } from '../../support/github-run.ts';
import { ImageRegistry } from '../../support/image-registry.ts';
import { Signing } from '../../support/signing.ts';
import { StandIns } from '../../support/stand-ins.ts';
import { recordedFindings, trivyReport } from '../../support/trivy-report.ts';
import { runJob, type StepEnded } from '../../support/workflow-job.ts';

const workflow = 'https://github.com/example/platform/.github/workflows/fleet-image.yaml';
const commit = 'c'.repeat(40);
const identity = { workflow: `${workflow}@refs/heads/main`, repository: 'example/box-office', branch: 'main', commit };

describeWith(['crane', 'cosign'], 'the job that builds an image', ({ crane, cosign }) => {
  let folder: string;
  let registry: ImageRegistry;
  let checkout: Checkout;
  let standIns: StandIns;
  let keyless: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fleetwright-build-job-'));
    registry = await ImageRegistry.start(crane, folder);
    const signing = await Signing.begin(cosign, folder);
    standIns = new StandIns();
    standIns.answer('az');
    standIns.answer(
      'trivy',
      { to: '--format spdx-json', stdout: JSON.stringify({ spdxVersion: 'SPDX-2.3' }) },
      { to: '--platform linux/arm64', stdout: trivyReport('arm64') },
      { stdout: trivyReport('amd64') },
    );
    keyless = await signing.keyless(identity);
    standIns.script('cosign', keyless);
    checkout = new Checkout();
    const images = {
      builders: { [registry.host]: { workflow, repository: identity.repository } },
      sigstore: { trustedRoot: signing.trustedRoot, witness: 'none' },
      exceptions: 'clusters/exceptions.yaml',
    };
    checkout.edit('main.ts', 'clusters,', `clusters,\n  images: ${JSON.stringify(images)},`);
    accept(...recordedFindings);
    checkout.begin();
  });
  afterAll(async () => {
    checkout.remove();
    standIns.remove();
    await registry.close();
    rmSync(folder, { recursive: true });
  });

  /** Excepts findings until today. */
  function accept(...ids: readonly string[]): void {
    const until = new Date().toISOString().slice(0, 10);
    const accepted = ids.map((id) => ({ id, image: registry.host, because: 'made up by the test', until }));
    writeFileSync(join(checkout.folder, 'clusters/exceptions.yaml'), JSON.stringify(accepted));
  }

  /** What each of the job's commands says. @param pin what was built */
  function job(pin: string): StepEnded[] {
    const [, repository = '', digest = ''] = /^(.*):[^:]*@(.*)$/.exec(pin) ?? [];
    const values = {
      'steps.setup.outputs.node': process.execPath,
      'inputs.program': '--conditions=source --import ./typescript.js commands/fleetwright.ts',
      'inputs.registry': 'example',
      'inputs.repository': repository,
      'inputs.service': 'tickets',
      'steps.build.outputs.digest': digest,
      'github.sha': commit,
    };
    const env = { ...environmentOf(identity), PATH: standIns.PATH };
    return runJob('fleet-image.yaml', 'build', { checkout, values, env });
  }

  const pins = (): string => readFileSync(join(checkout.folder, 'clusters/releases/lab.yaml'), 'utf8');

  test('logs in, signs what it has scanned, and pins what it has signed', () => {
    const pin = registry.push('shop/tickets', commit, 'good');
    const image = pin.replace(`:${commit}@`, '@');
    expect(job(pin)).toEqual([
      { run: expect.stringContaining(' image login '), status: 0, stdout: 'logged in: example\n', stderr: '' },
      { run: expect.stringContaining(' image sign '), status: 0, stdout: `signed: ${image}\n`, stderr: '' },
      {
        run: expect.stringContaining(' image pin '),
        status: 0,
        stdout: `accepted: ${pin}\nclusters/releases/lab.yaml is changed. Now: npm run synth, and commit both\n`,
        stderr: '',
      },
    ]);
    expect(pins()).toContain(`tag: ${commit}\n`);
    checkout.git('checkout', '--quiet', 'clusters');
  });

  test('a second run completes what one left that broke off between signature and SBOM', () => {
    const pin = registry.push('shop/tickets', commit, 'broken off');
    standIns.script(
      'cosign',
      keyless.replace('case', 'case "$*" in *spdxjson*) echo the log is away >&2; exit 1 ;; esac\ncase'),
    );
    const [, broken, ...more] = job(pin);
    expect(broken).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('the log is away') });
    expect(more).toEqual([]);
    standIns.script('cosign', keyless);
    const { status, stderr } = checkout.run('commands/image.ts', ['verify', pin]);
    expect(status).toBe(1);
    expect(stderr).toContain('has no SBOM (SPDX)');
    expect(stderr).toContain('has no SLSA provenance');
    expect(job(pin).map(({ status }) => status)).toEqual([0, 0, 0]);
    checkout.git('checkout', '--quiet', 'clusters');
  });

  test('ends at a finding that is not accepted: the image stays without a signature', () => {
    const pin = registry.push('shop/tickets', commit, 'bad');
    const before = pins();
    accept('DS-0002', 'aws-access-key-id');
    const [, sign, ...more] = job(pin);
    expect(sign).toMatchObject({ status: 1, stderr: expect.stringContaining('the scan found aws-secret-access-key') });
    expect(more).toEqual([]);
    expect(pins()).toBe(before);
    expect(checkout.run('commands/image.ts', ['verify', pin])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('has no signature\n'),
    });
    checkout.git('checkout', '--quiet', 'clusters');
  });
});
