// What the sample service's panels ask, the real service answers: it runs under a little load, and a real Prometheus scrapes it.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { drawn, type DrawnDashboard } from '../../../commands/dashboards/drawn.ts';
import { page } from '../../../commands/dashboards/page.ts';
import { publishedIn } from '../../../commands/dashboards/published.ts';
import type { Dashboard } from '../../../commands/dashboards/model.ts';
import { clusterMetrics } from '../../../lib/monitoring/cluster-metrics.ts';
import { runTrial, type Trial } from '../../../loop/trial/trial.ts';
import { describeWith } from '../../../tools/describe-with.ts';
import { describeInChromium } from '../../support/chromium.ts';
import { photographed, schemes } from '../../support/photographed.ts';
import { metrics } from '../../../app/contract.ts';
import { trial as service } from '../../../app/trial.ts';
import fleet from '../../../main.ts';

/** Metrics of what is around the service; in a trial there is nothing around it, but for what Prometheus itself says of a scrape. */
const { up: _own, ...around } = clusterMetrics;
const foreign = Object.values(around).map(({ name }) => name);

const clusters = fleet.clusters.map(({ name }) => name);
const published = publishedIn('dist', clusters);
const dashboards = published.filter(({ namespace }) => namespace === service.name).map(({ dashboard }) => dashboard);

describeWith(['prometheus', 'promtool'], "the sample service's panels", (programs) => {
  let trial: Trial;
  beforeAll(async () => {
    trial = await runTrial(programs, service, 20);
  }, 300_000);
  afterAll(async () => trial.close());

  const shown = (dashboard: Dashboard): Promise<DrawnDashboard> =>
    drawn(dashboard, { ...trial, step: trial.scrapeSeconds });

  /** Queries about the service that nothing answers, as `panel: query`. */
  async function silentIn(dashboard: Dashboard): Promise<string[]> {
    const { panels } = await shown(onlyOfService(dashboard));
    return panels.flatMap(({ panel, silent, without }) =>
      without === undefined || silent.length > 0
        ? silent.map((legend) => `${panel.title}: ${legend}`)
        : [`${panel.title}: ${without}`],
    );
  }

  test.each(dashboards.map((dashboard) => [dashboard.title, dashboard] as const))(
    '%s: every query about the service returns data',
    async (_title, dashboard) => {
      expect(asked(dashboard).length).toBeGreaterThan(Object.keys(metrics).length);
      expect(await silentIn(dashboard)).toEqual([]);
    },
  );

  test.each(Object.values(metrics).map(({ name }) => name))(
    'a panel dies where %s is renamed in the service, and is named',
    async (name) => {
      const renamed = dashboards.map(
        (dashboard) => JSON.parse(JSON.stringify(dashboard).replaceAll(name, `${name}_old`)) as Dashboard,
      );
      const silent = (await Promise.all(renamed.map(silentIn))).flat();
      const dead = renamed.flatMap(({ panels }) =>
        panels.filter(({ targets = [] }) => targets.some(({ expr }) => expr.includes(`${name}_old`))),
      );
      expect(dead).not.toEqual([]);
      expect(new Set(silent.map((each) => each.split(':')[0]))).toEqual(new Set(dead.map(({ title }) => title)));
    },
  );

  describeInChromium('in a browser', (browser) => {
    test.each(schemes)('in %s the dashboards of all clusters are drawn and readable', async (scheme) => {
      const html = page(
        await Promise.all(published.map(async (from) => ({ ...(await shown(from.dashboard)), from }))),
        'Data of a test.',
      );
      const { complaints, inked, violations } = await photographed(browser(), html, scheme, 'dashboards');
      expect({ complaints, violations }).toEqual({ complaints: [], violations: [] });
      expect(inked.length).toBeGreaterThan(0);
      expect(Math.min(...inked)).toBeGreaterThan(300);
    });
  });
});

function asked({ panels }: Dashboard): string[] {
  return panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
}

/** Without the panels and queries about what is around the service. */
function onlyOfService(dashboard: Dashboard): Dashboard {
  const panels = dashboard.panels.flatMap((panel) => {
    const all = panel.targets ?? [];
    const targets = all.filter(({ expr }) => !foreign.some((name) => expr.includes(name)));
    return all.length > 0 && targets.length === 0 ? [] : [{ ...panel, targets }];
  });
  return { ...dashboard, panels };
}
