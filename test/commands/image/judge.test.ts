// A build stops at what a scan found, by what the fleet itself says that it accepts.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { judge } from '../../../commands/image/judge.ts';
import { Checkout, type Ended } from '../../support/checkout.ts';

const image = 'registry.example.com/shop/tickets';
const secret = { Target: '/app/key.pem', Secrets: [{ RuleID: 'private-key', Severity: 'HIGH' }] };

describe('image judge', () => {
  let checkout: Checkout;
  beforeAll(() => {
    checkout = new Checkout();
    const builder =
      "workflow: 'https://github.com/example/platform/.github/workflows/fleet-image.yaml', repository: 'example/box-office'";
    checkout.edit(
      'main.ts',
      'clusters,',
      `clusters,
  images: {
    builders: {
      'registry.example.com': { ${builder} },
      'registry.example.com/lab': { ${builder}, threshold: 'CRITICAL' },
    },
    exceptions: 'clusters/exceptions.yaml',
  },`,
    );
    except('[]');
    write('secret.json', JSON.stringify({ SchemaVersion: 2, Results: [secret] }));
  });
  afterAll(() => checkout.remove());

  const write = (name: string, text: string): void => writeFileSync(join(checkout.folder, name), text);
  const except = (text: string): void => write('clusters/exceptions.yaml', text);
  const run = (file = 'secret.json', of = image): Promise<Ended> => checkout.call(judge, [file, '--image', of]);

  test('refuses what is above the threshold', async () => {
    expect(await run()).toEqual({
      status: 1,
      stdout: '',
      stderr: `${image}
  the scan found private-key (HIGH, the threshold is HIGH): a secret in /app/key.pem
  write: the digest of a build without it; or an exception with a reason and an end

refused: ${image}
`,
    });
  });

  test('has the threshold of the most exact builder', async () => {
    const other = 'registry.example.com/lab/tickets';
    expect(await run('secret.json', other)).toEqual({ status: 0, stdout: `accepted: ${other}\n`, stderr: '' });
  });

  test('takes exceptions from the file that main.ts names', async () => {
    const day = new Date().toISOString().slice(0, 10);
    const fields = ['id: private-key', `image: ${image}`, 'because: it opens nothing', `until: ${day}`];
    except(`- ${fields.join('\n  ')}\n`);
    expect((await run()).status).toBe(0);
    except(`- ${fields.slice(0, 3).join('\n  ')}\n`);
    expect(await run()).toMatchObject({ status: 1, stderr: expect.stringContaining('clusters/exceptions.yaml#0') });
    except('[]');
  });

  test('refuses an image of which no builder is named, as verify does', async () => {
    const other = 'evil.example.com/tickets';
    expect(await run('secret.json', other)).toEqual({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(/^evil\.example\.com\/tickets\n {2}nobody is named who may build it\n/),
    });
  });

  test.each(['registry.example.com', `${image}:1`, `${image}@sha256:${'0'.repeat(64)}`, `${image}/../x`])(
    'refuses what is no repository: "%s"',
    async (name) => {
      expect(await run('secret.json', name)).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringContaining(`--image "${name}" is no repository; write: <registry>/<path>`),
      });
    },
  );

  test.each(['.trivyignore', '.trivyignore.yaml', 'trivy.yaml', 'trivy-secret.yaml'])(
    'refuses a report from beside %s, which makes Trivy look away',
    async (file) => {
      write(file, 'CVE-2026-1\n');
      const said = await run();
      rmSync(join(checkout.folder, file));
      expect(said).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringContaining(`${file}: Trivy reads it`),
      });
    },
  );

  test('looks at one report: a second one would seem accepted', async () => {
    write('clean.json', JSON.stringify({ SchemaVersion: 2 }));
    expect(await checkout.call(judge, ['clean.json', 'secret.json', '--image', image])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('"secret.json" is one word too many'),
    });
  });

  test('says who writes a report that is not there', async () => {
    expect(await run('none.json')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'none.json is not there; let trivy image --format json --output write it\n',
    });
  });

  test('names a file of main.ts that is not there', async () => {
    rmSync(join(checkout.folder, 'clusters/exceptions.yaml'));
    expect(await run()).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^main\.ts: images\.exceptions: there is no file clusters\/exceptions\.yaml; /),
    });
    except('[]');
  });

  test('names the file that holds no JSON', async () => {
    write('broken.json', '{');
    expect(await run('broken.json')).toMatchObject({ status: 2, stderr: expect.stringMatching(/^broken\.json: /) });
  });
});

describe('a fleet that does not say who builds', () => {
  test('is told what to write', async () => {
    const checkout = new Checkout();
    try {
      expect(await checkout.call(judge, ['a.json', '--image', image])).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('write images: { builders: { ... } }'),
      });
    } finally {
      checkout.remove();
    }
  });
});
