// The door for images that read a secret from a variable alone: a reason for each field, rendered at the object.
import { expect, test } from '@jest/globals';
import { ApiObject, type Chart } from 'cdk8s';
import { assert, constantFrom, property, subarray } from 'fast-check';
import { Namespace } from '../../../lib/namespace/namespace.ts';
import { vouchFor } from '../../../lib/vouch-for.ts';
import { secretsInEnvironment } from '../../../lib/workload/secrets-in-environment.ts';
import { applicationKinds, objectShape } from '../../../lib/tenancy/kinds.ts';
import { misfits } from '../../../lib/validation/shape.ts';
import { restrictedContainer, restrictedPod } from '../../../lib/workload/security.ts';
import { CronJob } from '../../../lib/workload/cron-job.ts';
import { WebService } from '../../../lib/workload/web-service.ts';
import { findingsOf, pinnedImage, renderCharts } from '../../support/synthesize.ts';
import { good, shop } from './service.ts';

const spec = 'spec.template.spec.containers[0]';
const because = 'the image reads no file';
const variable = (name: string): object => ({ name, valueFrom: { secretKeyRef: { name: 'database', key: name } } });

function rendered(reasons: Readonly<Record<string, string>>, container: object, name = 'Deployment') {
  return renderCharts({
    a: (chart: Chart) => {
      new Namespace(chart, 'namespace', { name: 'a', quota: { cpu: '1', memory: '1Gi', pods: 5 } });
      new ApiObject(chart, 'account', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'a' } });
      const deployment = new ApiObject(chart, 'deployment', {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'd' },
        spec: {
          selector: { matchLabels: { app: 'd' } },
          template: {
            metadata: { labels: { app: 'd' } },
            spec: {
              securityContext: restrictedPod,
              containers: [{ name: 'd', image: pinnedImage, securityContext: restrictedContainer, ...container }],
            },
          },
        },
      } as never);
      if (Object.keys(reasons).length > 0) secretsInEnvironment(deployment, name, reasons);
    },
  });
}

const refused = (...args: Parameters<typeof rendered>): string[] =>
  rendered(...args)
    .findings.filter(({ code }) => code !== 'no-provider')
    .map(({ code, field }) => `${code} ${field}`);

const names = ['TOKEN', 'PASSWORD', 'api.key', 'URL'];

test('each field needs a reason of its own, and each reason a field', () => {
  assert(
    property(
      subarray(names),
      subarray(names),
      constantFrom(because, ' because ', 'because'),
      (taken, given, reason) => {
        const reasons = Object.fromEntries(given.map((name) => [`${spec}.env.${name}`, `${reason} so`]));
        const found = refused(reasons, { env: taken.map(variable) }).filter(
          (line) => !line.startsWith('invalid-setting'),
        );
        const without = taken.filter((name) => !given.includes(name));
        const over = given.filter((name) => !taken.includes(name));
        expect(found).toEqual([
          ...without.map((name) => `secret-in-environment ${spec}.env.${name}`),
          ...over.map(
            () => 'secret-in-environment metadata.annotations["fleetwright.dev/secret-in-environment-because"]',
          ),
        ]);
      },
    ),
    { numRuns: 60 },
  );
});

test('the reason is rendered, and nobody takes it for a credential; a whole Secret has the same door', () => {
  const { objects, findings } = rendered(
    { [`${spec}.env.PASSWORD`]: because, [`${spec}.envFrom.database`]: because },
    { env: [variable('PASSWORD')], envFrom: [{ secretRef: { name: 'database' } }] },
  );
  expect(findings.map(({ code }) => code).filter((code) => code !== 'no-provider')).toEqual([]);
  const text = `${spec}.env.PASSWORD because ${because}\n${spec}.envFrom.database because ${because}`;
  expect(objects.find(({ object }) => object.kind === 'Deployment')?.object.metadata.annotations).toEqual({
    'fleetwright.dev/secret-in-environment-because': text,
  });
});

test.each([
  ['a reason of no words', { [`${spec}.env.TOKEN`]: ' ' }, 'Deployment', 'secretsInEnvironment.because'],
  ['one of two lines', { [`${spec}.env.TOKEN`]: 'a\nb' }, 'Deployment', 'secretsInEnvironment.because'],
  ['one for a kind that is not there', { [`${spec}.env.TOKEN`]: because }, 'Job', 'secretsInEnvironment.kind'],
])('%s is refused', (_name, reasons, kind, field) => {
  const others = kind === 'Job' ? [`secret-in-environment ${spec}.env.TOKEN`] : [];
  expect(refused(reasons, { env: [variable('TOKEN')] }, kind)).toEqual([`invalid-setting ${field}`, ...others]);
});

test('an application may give its reason as well', () => {
  const known = applicationKinds['apps/Deployment'];
  const metadata = { name: 'd', annotations: { 'fleetwright.dev/secret-in-environment-because': 'x because y' } };
  const shape = known && objectShape(known, { namespace: 'a', hosts: [] });
  expect(shape && misfits({ apiVersion: 'apps/v1', kind: 'Deployment', metadata }, shape)).toEqual([]);
});

test('a workload gives the reasons that its settings say, of each of its containers', () => {
  const secret = { secret: 'database', key: 'password', because };
  const charts = shop((chart) => {
    const container = { image: pinnedImage, resources: good.resources, env: { PASSWORD: secret } };
    new WebService(chart, 'web', { ...good, env: { PASSWORD: secret }, sidecars: [{ ...container, name: 'helper' }] });
    new CronJob(chart, 'cron', { ...container, schedule: '0 * * * *' });
  });
  // That the Secret is not there is all that is wrong.
  expect(findingsOf(charts).map(({ code, at }) => `${code} ${at}`)).toEqual([
    'no-provider test/apps/shop/web/deployment',
    'no-provider test/apps/shop/cron/cron-job',
  ]);
});

test.each([
  ['empty', ''],
  ['of blanks', ' '],
  ['of two lines', 'a\nb'],
  ['not there', undefined],
])('a reason that is %s is told once, where it is given', (_name, because) => {
  const blank = { PASSWORD: { secret: 'database', key: 'password', because } as never };
  const charts = shop((chart) => {
    const web = new WebService(chart, 'web', { ...good, env: blank });
    vouchFor(web, 'Deployment', { [`${spec}.env.PASSWORD`]: 'made by hand' });
  });
  expect(findingsOf(charts).map(({ code, at, field }) => `${code} ${at} ${field}`)).toEqual([
    'invalid-setting test/apps/shop/web env.PASSWORD.because',
  ]);
});

test('reasons that are given one after the other all count', () => {
  const secret = { secret: 'database', key: 'password', because };
  const charts = shop((chart) => {
    const web = new WebService(chart, 'web', { ...good, env: { PASSWORD: secret, TOKEN: secret } });
    vouchFor(web, 'Deployment', { [`${spec}.env.PASSWORD`]: 'made by hand' });
    vouchFor(web, 'Deployment', { [`${spec}.env.TOKEN`]: 'made by hand' });
  });
  expect(findingsOf(charts)).toEqual([]);
});
