// What a reviewer sees of a dashboard, in a real browser, with what a real Prometheus answers.
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { drawn, type DrawnPanel } from '../../../commands/dashboards/drawn.ts';
import { page } from '../../../commands/dashboards/page.ts';
import { Ports } from '../../../loop/ports.ts';
import { Sandbox } from '../../../loop/sandbox.ts';
import { startPrometheus } from '../../../loop/trial/prometheus.ts';
import { describeWith } from '../../../tools/describe-with.ts';
import { output } from '../../../tools/run.ts';
import { describeInChromium } from '../../support/chromium.ts';
import { example, series, time } from './example.ts';
import { photographed, schemes } from '../../support/photographed.ts';

describeWith(['prometheus', 'promtool'], 'a page of dashboards', (programs) => {
  let sandbox: Sandbox;
  let panels: readonly DrawnPanel[];
  let html: string;
  beforeAll(async () => {
    sandbox = new Sandbox(await Ports.claim());
    const data = sandbox.path('data');
    const file = sandbox.path('series.txt');
    writeFileSync(file, series);
    await output(programs.promtool, ['tsdb', 'create-blocks-from', 'openmetrics', '--quiet', file, data]);
    const { url } = await startPrometheus(sandbox, programs.prometheus, { data });
    const shown = await drawn(example, { url, ...time });
    ({ panels } = shown);
    html = page([{ ...shown, from: { namespace: 'orders', clusters: ['dev', 'production'] } }], 'Data of a test.');
  }, 180_000);
  afterAll(async () => sandbox.close());

  const panel = (title: string): DrawnPanel | undefined => panels.find((each) => each.panel.title === title);

  test("a line has Prometheus' values under its legend, with the dashboard's variables and Grafana's resolved", () => {
    const lines = panel('Taken')?.lines ?? [];
    expect(lines.map(({ name }) => name)).toEqual(['orders-0', 'orders-1']);
    for (const { values, greatest } of lines) {
      expect(values).toHaveLength(61);
      expect(values.at(-1)).toBeGreaterThan(0.9);
      expect(greatest).toMatch(/^[\d.]+ req\/s$/);
    }
  });

  test('a value has the unit that fits it', () => {
    expect(panel('Memory')?.lines.map(({ last }) => last)).toEqual(['300 MiB', '300 MiB']);
    expect(panel('Oldest')?.lines.map(({ last }) => last)).toEqual(['0.25 s', '1.25 s']);
  });

  test.each([
    ['a panel without data', 'Lost', /^No data\.$/],
    ['a query that Prometheus cannot read', 'Misspelt', /^Prometheus refuses the query: .*parse error/],
    ['a panel of a type that is not drawn', 'Waiting', /^This page does not draw a panel of type "heatmap"\.$/],
  ])('%s says so in words', (_name, title, words) => {
    expect(panel(title)?.without).toMatch(words);
  });

  test('what the dashboard says is text, never markup', () => {
    expect(html).toContain('Orders &lt;b&gt;');
    expect(html).not.toContain('Orders <b>');
  });

  describeInChromium('in a browser', (browser) => {
    const seen = (page: string, scheme: (typeof schemes)[number], name = 'mutant') =>
      photographed(browser(), page, scheme, name);

    test.each(schemes)('in %s all is drawn, readable, and asks for nothing else', async (scheme) => {
      const { complaints, inked, violations, requests } = await seen(html, scheme, 'example');
      expect({ complaints, violations, requests }).toEqual({ complaints: [], violations: [], requests: [] });
      expect(inked).toHaveLength(1);
      expect(Math.min(...inked)).toBeGreaterThan(300);
    });

    describe('a page that is broken is told from one that is not:', () => {
      test.each<[string, string, string, Partial<Record<'complaints' | 'inked' | 'violations', unknown>>]>([
        ['an empty canvas', 'width: 2,\n', 'width: 0, stroke: "transparent",\n', { inked: [0] }],
        [
          'a script that fails',
          'drawAll();',
          'drawNothing();',
          { complaints: ['drawNothing is not defined'], inked: [0] },
        ],
        ['text too pale', '--quiet: #566173', '--quiet: #c8ccd2', { violations: ['color-contrast'] }],
      ])('%s', async (_name, from, to, expected) => {
        expect(html).toContain(from);
        expect(await seen(html.replace(from, to), 'light')).toMatchObject(expected);
      });
    });
  });
});
