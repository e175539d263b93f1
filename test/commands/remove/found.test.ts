// What goes with a service is what nobody else needs: others may have its team, or lead to its pages.
import { describe, expect, test } from '@jest/globals';
import { foundIn } from '../../../commands/remove/found.ts';
import { fluxNamespace } from '../../../lib/platform.ts';
import type { KubeObject, RenderedObject } from '../../../render/rendered.ts';

function placed(chart: string, object: KubeObject): RenderedObject {
  return { at: `lab/apps/${chart}`, cluster: 'lab', layer: 'apps', chart, object };
}

function account(name: string): RenderedObject {
  const annotations = { 'fleetwright.dev/application': name };
  const metadata = { name: `applier-${name}`, namespace: fluxNamespace, annotations };
  return placed(`${name}-tenant`, { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
}

/** @param alerts each its owner and its page */
function alertsOf(chart: string, ...alerts: readonly (readonly [string, string])[]): RenderedObject {
  const rules = alerts.map(([owner, page]) => ({
    alert: 'Slow',
    labels: { owner },
    annotations: { runbook_url: `https://example.com/docs/${page}` },
  }));
  const groups = [{ name: 'own', rules }];
  const [apiVersion, kind] = ['monitoring.coreos.com/v1', 'PrometheusRule'];
  return placed(chart, { apiVersion, kind, metadata: { name: 'alerts' }, spec: { groups } });
}

const desk = [account('desk'), alertsOf('desk', ['team', 'desk-slow.md'], ['team', 'desk-down.md'])];

test('its charts, its team and its pages', () => {
  expect(foundIn([...desk, account('mail')], 'desk')).toEqual({
    charts: ['lab/desk-tenant', 'lab/desk'],
    owners: ['team'],
    runbooks: ['desk-down.md', 'desk-slow.md'],
  });
});

test('nothing where no application has the name, although a chart does', () => {
  expect(foundIn(desk, 'desk-tenant')).toBeUndefined();
  expect(foundIn([alertsOf('desk', ['team', 'a.md'])], 'desk')).toBeUndefined();
});

describe('what others need stays', () => {
  const others = {
    service: (...alert: [string, string]) => alertsOf('mail', alert),
    stack: (owner: string, page: string) => {
      const own = alertsOf('stack', [owner, page]).object.spec;
      const [apiVersion, kind] = ['helm.toolkit.fluxcd.io/v2', 'HelmRelease'];
      const spec = { values: { additionalPrometheusRulesMap: { own } } };
      return placed('stack', { apiVersion, kind, metadata: { name: 'stack' }, spec });
    },
  };

  test.each(['service', 'stack'] as const)('of a %s', (kind) => {
    expect(foundIn([...desk, others[kind]('team', 'desk-down.md')], 'desk')).toMatchObject({
      owners: [],
      runbooks: ['desk-slow.md'],
    });
  });

  test('as does the team of the platform, whose alerts the stack brings along', () => {
    expect(foundIn([account('desk'), alertsOf('desk', ['platform', 'a.md'])], 'desk')?.owners).toEqual([]);
  });
});
