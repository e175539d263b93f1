// What follows from a finding is left out; of findings one stays, always: a synth that is told nothing writes.
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { checks } from '../../render/checks/index.ts';
import { otherCodes } from '../../render/codes.ts';
import type { Finding } from '../../render/finding.ts';
import { toldOnce } from '../../render/told-once.ts';

const chart = 'test/apps/shop';
const places = [chart, `${chart}/web`, `${chart}/web/deployment`, `${chart}/web/route`, 'test/tenants/shop-tenant'];
const fields = [
  '',
  'kind',
  'apiVersion',
  'hosts',
  'namespace',
  'metadata.namespace',
  'route.host',
  'spec',
  'spec.hostnames',
  'spec.selector',
  'spec.template.spec',
  'spec.template.spec.containers[0]',
];

const finding: fc.Arbitrary<Finding> = fc.record({
  code: fc.constantFrom(...Object.keys(checks), ...otherCodes),
  at: fc.constantFrom(...places),
  field: fc.constantFrom(...fields),
  problem: fc.constantFrom('"x" is no host', 'shop/web is not there'),
  write: fc.constant('another one'),
});

test('some finding stays', () => {
  fc.assert(
    fc.property(fc.array(finding, { minLength: 1, maxLength: 8 }), (findings) => {
      expect(toldOnce([], findings)).not.toEqual([]);
    }),
    { numRuns: 3000 },
  );
});
