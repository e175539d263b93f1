// What the table knows of applications without being told. One that it overlooked would be asked about by nobody.
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { clusters } from '../../clusters/index.ts';
import { asArray, asRecord, at } from '../../render/fields.ts';
import { kindKey } from '../../render/identity.ts';
import { castOf } from './cast.ts';
import { committed } from './committed.ts';
import { keyOf, type Row } from './flow.ts';
import { applications } from './flows/applications.ts';
import { ofTwoApplications } from './policies.ts';
import { peerOf } from './workloads.ts';

const keysOf = (rows: readonly Row[], allowed: boolean) =>
  rows.filter((row) => row.allowed === allowed).flatMap(({ flows }) => flows.map(keyOf));

describe.each(ofTwoApplications)('$title', ({ cast, table }) => {
  test('it derives who is promised a way to each, and where that leads', () => {
    const ofTwo = applications(cast).filter(({ promise }) => /menu|waiter/.test(promise));
    expect(keysOf(ofTwo, true)).toEqual([
      'a proxy of the Gateway -> Deployment menu/menu TCP 7000',
      'Prometheus -> Deployment menu/menu TCP 7001',
      'Deployment waiter/waiter -> the API server with a public address TCP 443',
      'Deployment waiter/waiter -> the API server behind a private endpoint TCP 443',
      'Deployment waiter/waiter -> the API server in a delegated subnet TCP 443',
    ]);
  });

  test('no row refuses what another allows, whatever people state of an application', () => {
    const allowed = new Set(keysOf(table.rows, true));
    expect(allowed).toContain('Deployment waiter/waiter -> Deployment menu/menu TCP 7000');
    expect(keysOf(table.rows, false).filter((flow) => allowed.has(flow))).toEqual([]);
  });

  test('each of their ports is asked about', () => {
    expect(cast.everyPort.map(({ number }) => number)).toEqual(expect.arrayContaining([7000, 7001, 7002]));
  });
});

describe.each(clusters)('$name', ({ name }) => {
  const objects = committed(name);
  const cast = castOf(objects);

  test('the pods of every workload stand in the table, with their labels and port names', () => {
    const seen = cast.governed.map(({ pod }) => pod);
    const pods = objects.flatMap((object) => peerOf(object) ?? []);
    expect(pods.filter(({ pod }) => !seen.some((known) => isDeepStrictEqual(known, pod)))).toEqual([]);
  });

  test('every route to a Service leads to a port of its pods', () => {
    const routed = objects
      .filter((object) => kindKey(object) === 'gateway.networking.k8s.io/HTTPRoute')
      .filter((route) => asArray(at(route, 'spec.rules')).some((rule) => 'backendRefs' in asRecord(rule)))
      .map(({ metadata }) => metadata.namespace);
    const reached = new Set(
      cast.workloads.filter((each) => each.routed.length > 0).map(({ peer }) => peer.pod?.namespace),
    );
    expect(routed.filter((namespace) => !reached.has(namespace))).toEqual([]);
  });
});
