// Who reaches the public Gateway is told to Azure, in ranges that are some.
import { expect, test } from '@jest/globals';
import { PublicGateway } from '../../../lib/platform/public-gateway.ts';
import type { PublicGatewaySettings } from '../../../lib/platform/settings.ts';
import { at } from '../../../render/fields.ts';
import { FleetApp } from '../../../render/fleet-app.ts';
import { render, type Rendering } from '../../../render/render.ts';
import { emptyCluster, only } from '../../support/synthesize.ts';

const rendered = (publicGateway?: PublicGatewaySettings): Rendering => {
  const app = new FleetApp('.preview');
  const settings = { domain: 'example.com', ...(publicGateway && { publicGateway }) };
  emptyCluster(app, 'plain', settings).platform('platform', [PublicGateway as never]);
  return render(app);
};
const annotationsOf = (settings?: PublicGatewaySettings): unknown =>
  at(
    only(
      rendered(settings).objects.map(({ object }) => object),
      'Gateway',
    ),
    'spec.infrastructure.annotations',
  );
const faultsOf = (allowedFrom: readonly string[]): string[] =>
  rendered({ allowedFrom })
    .findings.filter(({ code }) => code === 'invalid-setting')
    .map(({ field, problem }) => `${field}: ${problem}`);

test('everybody reaches it, unless it is said who', () => {
  expect(annotationsOf()).toBeUndefined();
  expect(annotationsOf({ allowedFrom: ['203.0.113.0/24', '2001:db8::/32'] })).toEqual({
    'service.beta.kubernetes.io/azure-allowed-ip-ranges': '203.0.113.0/24,2001:db8::/32',
  });
});

test.each<[string, readonly string[], string[]]>([
  ['a range', ['203.0.113.0/24'], []],
  ['one address', ['203.0.113.7/32'], []],
  ['an address without a prefix', ['203.0.113.7'], ['"203.0.113.7" is no range of addresses']],
  [
    'two in one text',
    ['203.0.113.0/24,198.51.100.0/24'],
    ['"203.0.113.0/24,198.51.100.0/24" is no range of addresses'],
  ],
  ['none', [], ['is empty, and says nobody']],
])('%s is allowed, or refused', (_what, allowedFrom, problems) => {
  expect(faultsOf(allowedFrom)).toEqual(problems.map((problem) => `publicGateway.allowedFrom: ${problem}`));
});
