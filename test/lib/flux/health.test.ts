// Flux takes an unknown custom kind for healthy at once: every kind in use stands in the table, and the table is true.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { health } from '../../../lib/flux/health.ts';
import { apiGroup, kindKey } from '../../../render/identity.ts';
import { isBuiltIn } from '../../../render/schema/index.ts';
import { rendering } from '../../support/fixture-fleet.ts';

const schemas = 'imports/schemas';
const served = new Set(
  readdirSync(schemas).flatMap((file) => {
    const { kinds } = JSON.parse(readFileSync(`${schemas}/${file}`, 'utf8')) as { kinds: object };
    return Object.keys(kinds).map((key) => `${apiGroup(key)}/${key.split('/').at(-1)}`);
  }),
);

test('every custom kind that a fleet uses has an entry', () => {
  const used = rendering()
    .objects.filter(({ layer, object }) => layer !== 'flux' && !isBuiltIn(object.apiVersion, object.kind))
    .map(({ object }) => kindKey(object));
  expect(new Set(used).size).toBeGreaterThan(5);
  expect([...new Set(used)].filter((kind) => health[kind] === undefined)).toEqual([]);
});

test('every entry is for a kind that exists', () => {
  expect(Object.keys(health).filter((kind) => !served.has(kind))).toEqual([]);
});

/** Evaluates one of the table's expressions; of CEL it knows what they use. What CEL cannot evaluate yet is undefined. */
function evaluate(expression: string, fields: object): unknown {
  const object = { spec: {}, ...fields };
  const script = expression
    .replaceAll(/\.exists\((\w), /g, '.some(($1) => ')
    .replaceAll(/\.all\((\w), /g, '.every(($1) => ')
    .replaceAll('.size()', '.length')
    .replaceAll(/has\(([\w.]+)\)/g, '($1 !== undefined)');
  try {
    return new Function(...Object.keys(object), `return ${script};`)(...Object.values(object));
  } catch (error) {
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

const condition = (type: string, status: string) => ({ status: { conditions: [{ type, status }] } });
const parent = (...conditions: [type: string, status: string][]) => ({
  conditions: conditions.map(([type, status]) => ({ type, status })),
});
const accepted = parent(['Accepted', 'True'], ['ResolvedRefs', 'True']);

describe.each(
  Object.entries(health).flatMap(([kind, entry]) => (entry === 'stateless' ? [] : [[kind, entry] as const])),
)('%s', (_kind, { current, failed }) => {
  test('is not healthy before its controller has looked at it', () => {
    for (const fresh of [{}, { status: {} }]) expect([false, undefined]).toContain(evaluate(current, fresh));
  });

  test('is not healthy while its conditions say no, or nothing that counts', () => {
    for (const type of ['Ready', 'Programmed', 'Accepted', 'Available'])
      expect(evaluate(current, condition(type, 'False'))).toBe(false);
    expect(evaluate(current, condition('Reconciling', 'True'))).toBe(false);
  });

  test('is not healthy by what was true of an earlier version of the object', () => {
    const stale = (type: string) => ({ type, status: 'True', observedGeneration: 1 });
    const conditions = ['Ready', 'Programmed', 'Accepted', 'Available', 'ResolvedRefs'].map(stale);
    const object = { metadata: { generation: 2 }, status: { conditions, parents: [{ conditions }] } };
    expect([false, undefined]).toContain(evaluate(current, object));
  });

  test('is not failed before it says so', () => {
    for (const fresh of [{}, { status: {} }, condition('Ready', 'False')])
      expect([false, undefined]).toContain(failed && evaluate(failed, fresh));
  });
});

test.each<[kind: string, healthy: object]>([
  ['cert-manager.io/Certificate', condition('Ready', 'True')],
  ['external-secrets.io/ExternalSecret', condition('Ready', 'True')],
  ['helm.toolkit.fluxcd.io/HelmRelease', condition('Ready', 'True')],
  ['keda.sh/ScaledObject', condition('Ready', 'True')],
  ['gateway.networking.k8s.io/Gateway', condition('Programmed', 'True')],
  ['gateway.networking.k8s.io/GatewayClass', condition('Accepted', 'True')],
  ['gateway.networking.k8s.io/HTTPRoute', { status: { parents: [accepted, accepted] } }],
  ['monitoring.coreos.com/Prometheus', condition('Available', 'True')],
  ['acme.cert-manager.io/Order', { status: { state: 'valid' } }],
])('%s is healthy once its controller says so', (kind, healthy) => {
  const entry = health[kind];
  expect(entry && entry !== 'stateless' && evaluate(entry.current, healthy)).toBe(true);
});

test('a policy with expressions that its kinds do not have is told as failed', () => {
  const entry = health['admissionregistration.k8s.io/ValidatingAdmissionPolicy'];
  const checked = (expressionWarnings?: object[]) => ({ status: { typeChecking: { expressionWarnings } } });
  const isFailed = (object: object) => entry && entry !== 'stateless' && entry.failed && evaluate(entry.failed, object);
  expect(isFailed(checked([{ fieldRef: 'spec.variables[0].expression', warning: 'undefined field' }]))).toBe(true);
  expect(isFailed(checked())).toBe(false);
});

test.each<[string, object[]]>([
  ['no Gateway has taken', []],
  ['one of two Gateways refuses', [accepted, parent(['Accepted', 'False'], ['ResolvedRefs', 'True'])]],
  ['leads to a Service that is not there', [parent(['Accepted', 'True'], ['ResolvedRefs', 'False'])]],
])('a route that %s is not healthy', (_name, parents) => {
  const entry = health['gateway.networking.k8s.io/HTTPRoute'];
  expect(entry && entry !== 'stateless' && evaluate(entry.current, { status: { parents } })).toBe(false);
});

test('a release that has given up is told as failed, and not waited for', () => {
  const entry = health['helm.toolkit.fluxcd.io/HelmRelease'];
  expect(entry && entry !== 'stateless' && entry.failed && evaluate(entry.failed, condition('Stalled', 'True'))).toBe(
    true,
  );
});

test('a registry is nothing that a status is written of, and a repository of charts is', () => {
  const { current } = health['source.toolkit.fluxcd.io/HelmRepository'] as { readonly current: string };
  expect(evaluate(current, { spec: { type: 'oci' } })).toBe(true);
  expect([false, undefined]).toContain(evaluate(current, { spec: { type: 'default' } }));
});
