// From the metric to the message: the real operator, two copies of the real Prometheus and of the real Alertmanager as pods, and the
// sample service that they watch. Who is told listens on the node; PagerDuty cannot be reached from here.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { name, ports } from '../../../app/contract.ts';
import { describeNode } from '../../../loop/node/describe-node.ts';
import { dnsAddress } from '../../../loop/node/dns.ts';
import { openSampleService } from '../../../loop/node/sample-service.ts';
import {
  copies,
  monitoringPrograms,
  type Monitoring,
  type Notification,
  operated,
  receiverAt,
  startMonitoring,
} from '../../../loop/monitoring/stack.ts';
import { withShorterWaits } from '../../../loop/monitoring/shorter.ts';
import { isReady } from '../../../loop/conditions.ts';
import { allReady } from '../../../loop/loop.ts';
import type { Reference } from '../../../loop/objects.ts';
import { until } from '../../../loop/until.ts';
import { asArray, asRecord, asString, at } from '../../../render/fields.ts';
import { send } from './traffic.ts';
import { steady } from './pods.ts';

const release = 'kube-prometheus-stack';
const monitoring = 'monitoring';
const ruleApi = { apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule' } as const;
const deployment: Reference = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: name } };

/** The chart's own rules are in no file here; this one is what each of them sends, and the Watchdog is one of them. */
const watchdog = {
  ...ruleApi,
  metadata: { name: 'watchdog', namespace: monitoring },
  spec: {
    groups: [
      {
        name: 'general.rules',
        rules: [{ alert: 'Watchdog', expr: 'vector(1)', labels: { severity: 'none', owner: 'platform' } }],
      },
    ],
  },
};

/** Of the same trouble as the critical one, and in its group of rules. */
const warning = {
  alert: 'ShortenerMissed',
  expr: `absent(up{namespace="${name}", job="${name}"} == 1)`,
  for: '10m',
  labels: { owner: 'links', rule_group: `${name}/alerts`, severity: 'warning', namespace: name },
};

/** PagerDuty has an address of its own, and is not told from here. */
const vault = Object.fromEntries(['alerts-chat', 'alerts-heartbeat'].map((secret) => [secret, receiverAt(secret)]));

describeNode(
  'monitoring',
  { cluster: 'production', carries: monitoringPrograms, dns: dnsAddress, real: operated, vault },
  ({ loop }) => {
    let stack: Monitoring;
    let url: string;

    /** Asks a copy of Prometheus. @param path of its HTTP API, with the query */
    async function prometheus(path: string, copy = 0): Promise<unknown> {
      const pod = (await copies(loop().cluster.objects, `${release}-prometheus`))[copy];
      const port = await loop().cluster.node?.open(asString(at(pod, 'status.podIP')), 9090);
      const response = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`);
      return asRecord(await response.json()).data;
    }

    /** How each pod of the service is, as a copy of Prometheus has it. */
    async function scraped(copy: number): Promise<unknown[]> {
      const targets = asArray(at(await prometheus('targets?state=active', copy), 'activeTargets')).map(asRecord);
      return targets.filter((each) => at(each, 'labels.job') === name).map(({ health }) => health);
    }

    /** Notifications of an alert to a receiver, by its state. */
    const told = (to: string, alert: string): readonly Notification[] =>
      stack.notifications().filter((each) => each.to === to && JSON.stringify(each.body).includes(alert));

    /** Waits until the watchdog was heard that many times more: as long as anything else would have come. */
    async function beats(count: number): Promise<void> {
      const before = told('alerts-heartbeat', 'Watchdog').length;
      await until(() => told('alerts-heartbeat', 'Watchdog').length >= before + count, {
        what: `the watchdog is heard ${count} times`,
        seconds: 240,
      });
    }

    beforeAll(async () => {
      const { objects } = loop().cluster;
      for (const each of ['alerts', 'slo']) {
        const rule = await objects.get({ ...ruleApi, metadata: { name: each, namespace: name } });
        await objects.merge(
          { ...ruleApi, metadata: { name: each, namespace: name } },
          withShorterWaits({ spec: rule?.spec }),
        );
      }
      await objects.apply(withShorterWaits({ ...watchdog }));
      await objects.apply(
        withShorterWaits({
          ...ruleApi,
          metadata: { name: 'missed', namespace: name },
          spec: { groups: [{ name: 'missed', rules: [warning] }] },
        }),
      );
      stack = await startMonitoring(loop(), release);
      url = await openSampleService({ name, ports }, loop().cluster);
    }, 420_000);

    test('what the operator makes of our objects has each copy scrape each pod of the service', async () => {
      const pods = await steady(loop());
      for (const copy of [0, 1])
        await until(async () => (await scraped(copy)).filter((health) => health === 'up').length === pods.length, {
          what: `copy ${copy} scrapes each pod`,
          seconds: 120,
        });
      expect(await scraped(0)).toHaveLength(pods.length);
    }, 300_000);

    /** Series that an expression reads, and that are not there: the real parser says which it reads. */
    async function missing(expression: string): Promise<string[]> {
      const selectors = selectorsIn(await prometheus(`parse_query?query=${encodeURIComponent(expression)}`));
      const asked = selectors.filter((selector) => !elsewhere.test(selector));
      const series = await Promise.all(
        asked.map(
          async (selector) =>
            [selector, at(await prometheus(`query?query=${encodeURIComponent(selector)}`), 'result')] as const,
        ),
      );
      return series.filter(([, found]) => asArray(found).length === 0).map(([selector]) => selector);
    }

    /** Which expressions of rules and panels about the service read what is not there. */
    async function blind(): Promise<Readonly<Record<string, readonly string[]>>> {
      const { objects } = loop().cluster;
      const rules = (await objects.list(ruleApi.apiVersion, ruleApi.kind, name)).flatMap((rule) =>
        expressionsOf(rule.spec),
      );
      const panels = (await objects.list('v1', 'ConfigMap', name))
        .flatMap(({ data }) => Object.entries(asRecord(data)))
        .filter(([key]) => key.endsWith('.json'))
        .flatMap(([, text]) => expressionsOf(JSON.parse(asString(text))));
      const all = [...rules, ...panels];
      expect(panels.length).toBeGreaterThan(0);
      const found = await Promise.all(
        all.map(async ([where, expression]) => [where, await missing(expression)] as const),
      );
      return Object.fromEntries(found.filter(([, selectors]) => selectors.length > 0));
    }

    test('each series that a rule or a panel about the service reads is there, and who reads one that is renamed is named', async () => {
      await send(`${url}/flux`, 200);
      await until(
        async () => {
          const found = await blind();
          if (Object.keys(found).length > 0) throw new Error(JSON.stringify(found));
          return true;
        },
        { what: 'all of them are there', seconds: 180 },
      );

      const scrape: Reference = {
        apiVersion: ruleApi.apiVersion,
        kind: 'ServiceMonitor',
        metadata: { name, namespace: name },
      };
      const spec = (await loop().cluster.objects.get(scrape))?.spec;
      const endpoints = asArray(at(spec, 'endpoints')).map(asRecord);
      const drop = { action: 'drop', sourceLabels: ['__name__'], regex: 'shortener_reload_failures_total' };
      await loop().cluster.objects.merge(scrape, {
        spec: { endpoints: endpoints.map((endpoint) => ({ ...endpoint, metricRelabelings: [drop] })) },
      });
      await until(async () => Object.keys(await blind()).length > 0, { what: 'somebody misses it', seconds: 120 });
      expect(Object.keys(await blind())).toContain('ShortenerConfigStale');
      await loop().cluster.objects.merge(scrape, { spec: { endpoints } });
    }, 600_000);

    describe('when the service stops', () => {
      test('one message says so, though two copies saw it and one of each dies; and one says when it is over', async () => {
        const { objects } = loop().cluster;
        await allReady(loop());
        await objects.merge(deployment, { spec: { replicas: 0 } }, { manager: 'somebody' });
        await until(() => told('alerts-chat', 'ShortenerNotScraped').length > 0, { what: 'it is told', seconds: 180 });
        const firing = `query?query=${encodeURIComponent('ALERTS{alertname="ShortenerMissed", alertstate="firing"}')}`;
        await until(async () => asArray(at(await prometheus(firing), 'result')).length === 1, {
          what: 'the warning fires, too',
          seconds: 120,
        });
        await beats(2);
        expect(told('alerts-chat', 'ShortenerMissed')).toEqual([]);

        for (const server of ['prometheus', 'alertmanager']) {
          const [first] = await copies(objects, `${release}-${server}`);
          if (first) await objects.delete({ ...first, apiVersion: 'v1', kind: 'Pod' });
        }
        for (const server of ['prometheus', 'alertmanager'])
          await until(async () => (await copies(objects, `${release}-${server}`)).filter(isReady).length === 2, {
            what: `both copies of ${server} are back`,
            seconds: 120,
          });
        await beats(3);
        expect(told('alerts-chat', 'ShortenerNotScraped')).toHaveLength(1);
        expect(JSON.stringify(told('alerts-chat', 'ShortenerNotScraped'))).toContain(
          'docs/runbooks/shortener-not-scraped.md',
        );

        await objects.merge(deployment, { spec: { replicas: 3 } }, { manager: 'somebody' });
        await until(() => told('alerts-chat', 'ShortenerNotScraped').length > 1, {
          what: 'its end is told',
          seconds: 180,
        });
        await beats(3);
        expect(told('alerts-chat', 'ShortenerNotScraped')).toHaveLength(2);
      }, 600_000);
    });
  },
);

/** Metrics of programs that do not run here, and what is recorded of the Gateway's: imports/metrics/ has their names. */
const elsewhere = /^(?:kube_|container_|istio_)|slo="availability"/;

/** Each `expr` in a value, with the name of the alert, recording or panel that it is of. */
function expressionsOf(value: unknown, of = ''): (readonly [where: string, expression: string])[] {
  if (Array.isArray(value)) return value.flatMap((each) => expressionsOf(each, of));
  if (typeof value !== 'object' || value === null) return [];
  const { alert, record, title, expr, ...rest } = asRecord(value);
  const name = [alert, record, title].map(asString).find((text) => text !== '') ?? of;
  // What Grafana fills in.
  const own = typeof expr === 'string' ? [[name, expr.replaceAll(/\$\w+/g, '5m')] as const] : [];
  return [...own, ...Object.values(rest).flatMap((each) => expressionsOf(each, name))];
}

/** The selectors in a syntax tree of Prometheus, as they would be written. */
function selectorsIn(tree: unknown): string[] {
  if (Array.isArray(tree)) return tree.flatMap(selectorsIn);
  if (typeof tree !== 'object' || tree === null) return [];
  const { type, name, matchers, ...rest } = asRecord(tree);
  const inner = Object.values(rest).flatMap(selectorsIn);
  if (type !== 'vectorSelector' && type !== 'matrixSelector') return inner;
  const labels = asArray(matchers)
    .map(asRecord)
    .filter((matcher) => matcher.name !== '__name__')
    .map((matcher) => `${asString(matcher.name)}${asString(matcher.type)}${JSON.stringify(matcher.value)}`);
  return [`${asString(name)}{${labels.join(',')}}`, ...inner];
}
