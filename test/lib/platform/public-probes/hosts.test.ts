import { describe, expect, test } from '@jest/globals';
import { at } from '../../../../render/fields.ts';
import { only } from '../../../support/synthesize.ts';
import { configOf, probed, routed } from './composed.ts';

const shop = routed('shop', { host: 'shop.example.com', paths: ['/carts/*', '/'] });
const search = routed('search', { host: ['shop.example.com', 'find.example.com'], paths: ['/find'] });

function probesOf(rendering: ReturnType<typeof probed>): Readonly<Record<string, unknown>> {
  const probes = rendering.objects.map(({ object }) => object).filter(({ kind }) => kind === 'Probe');
  return Object.fromEntries(
    probes.map((probe) => [probe.metadata.name, at(probe, 'spec.targets.staticConfig.static')]),
  );
}

describe('the hosts that are probed', () => {
  test('are those of all routes, each asked for the first path of each of its routes', () => {
    expect(probesOf(probed([search, shop]))).toEqual({
      'find.example.com': ['https://find.example.com/find'],
      'shop.example.com': ['https://shop.example.com/carts', 'https://shop.example.com/find'],
    });
  });

  test('are none in a cluster without routes', () => expect(probesOf(probed([]))).toEqual({}));

  test('are asked for in the one way that the exporter beside them is told', () => {
    const all = probed([shop]).objects.map(({ object }) => object);
    const probe = only(all, 'Probe');
    expect(at(probe, 'spec.prober.url')).toBe('blackbox-exporter.public-probes.svc:9115');
    expect(Object.keys(configOf(all).modules)).toEqual([at(probe, 'spec.module')]);
  });
});

test('a route that is composed behind the probes is refused, as nobody would probe its host', () => {
  const late = ({ findings }: ReturnType<typeof probed>) =>
    findings.filter(({ field }) => field === 'hosts').map(({ problem, write }) => `${problem}; write: ${write}`);
  expect(late(probed([search]))).toEqual([]);
  const problem = (address: string): string =>
    `"${address}" is not probed, as its route is composed later; write: the layer of PublicProbes behind all others in main.ts`;
  expect(late(probed([], [shop]))).toEqual([problem('https://shop.example.com/carts')]);
  // Its host is probed for another route, which another service answers.
  expect(late(probed([search], [shop]))).toEqual([problem('https://shop.example.com/carts')]);
});
