// The routing in the real amtool: Alertmanager takes the configuration, each alert reaches whom it must, and what is sent says
// what is wrong and where to read on.
import { expect, test } from '@jest/globals';
import { alertmanagerConfig } from '../../../../lib/monitoring/routing/alertmanager.ts';
import { templateFile, templates } from '../../../../lib/monitoring/routing/templates.ts';
import { describeWith } from '../../../../tools/describe-with.ts';
import { amtool } from '../../../support/amtool.ts';
import { routing } from './routing.ts';

interface Route {
  readonly receiver: string;
  readonly matchers?: readonly string[];
  readonly routes?: readonly Route[];
}

/** A tree with one route taken out, or one matcher of it. What leads where its parent does says how often alone, and stays. */
function routeMutants({ routes = [], ...root }: Route): (readonly [name: string, route: Route])[] {
  return routes.flatMap((route, index) => {
    const { matchers = [], receiver } = route;
    const name = matchers.join(' ');
    const own = matchers.map(
      (left) => [`${left} of ${name}`, [{ ...route, matchers: matchers.filter((each) => each !== left) }]] as const,
    );
    const changed =
      receiver === root.receiver && matchers.every((each) => !each.startsWith('owner'))
        ? []
        : [[name, []] as const, ...own];
    const below = routeMutants(route).map(([inner, tree]) => [`${inner} in ${name}`, [tree]] as const);
    return [...changed, ...below].map(
      ([what, instead]) => [what, { ...root, routes: routes.toSpliced(index, 1, ...instead) }] as const,
    );
  });
}

describeWith(['amtool'], 'the routing', ({ amtool: program }) => {
  const run = (args: readonly string[], of = routing) =>
    amtool(program, args, { config: alertmanagerConfig(of), templateFiles: { [templateFile]: templates } });
  const { workingHours: _hours, ...always } = routing;

  test.each([
    ['with working hours', routing],
    ['at all hours', always],
    [
      'with the least',
      {
        receivers: { a: { teams: 'b' }, c: { webhook: 'd' } },
        owners: { platform: { critical: 'a', warning: 'a' } },
        watchdog: 'c',
      },
    ],
  ])('is what Alertmanager takes, %s', (_name, of) => {
    const { code, output } = run(['check-config', 'alertmanager.yml'], of);
    expect(output).toContain('SUCCESS');
    expect(output).toContain('1 templates');
    expect(code).toBe(0);
  });

  test('is refused where it leads nowhere: the judge can say no', () => {
    const { code, output } = run(['check-config', 'alertmanager.yml'], { ...routing, watchdog: 'gone' });
    expect(output).toContain('undefined receiver "gone"');
    expect(code).toBe(1);
  });

  const table: readonly (readonly [labels: string, receiver: string])[] = [
    ['alertname=OrdersDown owner=orders severity=critical namespace=orders', 'orders-pager'],
    ['alertname=OrdersSlow owner=orders severity=warning namespace=orders', 'orders-mail'],
    ['alertname=KubePodCrashLooping owner=platform severity=warning namespace=orders', 'platform-chat'],
    ['alertname=KubeAPIDown owner=platform severity=critical', 'platform-pager'],
    ['alertname=Watchdog owner=platform severity=none', 'heartbeat'],
    ['alertname=Watchdog owner=orders severity=critical', 'orders-pager'],
    ['alertname=InfoInhibitor owner=platform severity=none', 'nobody'],
    ['alertname=CPUThrottlingHigh owner=platform severity=info', 'nobody'],
    // What synth never let pass: somebody made it by hand.
    ['alertname=ByHand owner=strangers severity=critical', 'platform-chat'],
    ['alertname=ByHand severity=critical', 'platform-chat'],
    ['alertname=ByHand owner=orders severity=page', 'orders-mail'],
  ];
  test.each(table)('%s reaches %s', (labels, receiver) => {
    const args = ['config', 'routes', 'test', '--config.file=alertmanager.yml', `--verify.receivers=${receiver}`];
    const { code, output } = run([...args, ...labels.split(' ')]);
    expect(output.trim()).toBe(receiver);
    expect(code).toBe(0);
  });

  test.each(routeMutants(alertmanagerConfig(routing).route))(
    'leads an alert of the table elsewhere without %s',
    (_name, route) => {
      const config = { ...alertmanagerConfig(routing), route };
      const reached = table.map(([labels, receiver]) => () => {
        const args = ['config', 'routes', 'test', '--config.file=alertmanager.yml', ...labels.split(' ')];
        const { code, output } = amtool(program, args, { config, templateFiles: {} });
        expect({ code, output }).toMatchObject({ code: 0 });
        return output.trim() !== receiver;
      });
      expect(reached.some((isElsewhere) => isElsewhere())).toBe(true);
    },
  );

  test.each([
    ['title', '[FIRING 2] OrdersDown (live, critical)'],
    [
      'message',
      'Orders is down.\nRunbook: https://example.com/orders-down.md\nDashboard: https://example.com/d/orders\nOrders is slow.\nRunbook: https://example.com/orders-slow.md\nResolved: Orders is full.',
    ],
  ])('says in its %s what is wrong, and where to read on', (part, said) => {
    const alert = (status: string, annotations: object): object => ({ status, labels: {}, annotations });
    const data = {
      receiver: 'orders-pager',
      status: 'firing',
      groupLabels: { alertname: 'OrdersDown' },
      commonLabels: { cluster: 'live', severity: 'critical' },
      alerts: [
        alert('firing', {
          summary: 'Orders is down.',
          runbook_url: 'https://example.com/orders-down.md',
          dashboard_url: 'https://example.com/d/orders',
        }),
        alert('firing', { summary: 'Orders is slow.', runbook_url: 'https://example.com/orders-slow.md' }),
        alert('resolved', { summary: 'Orders is full.' }),
      ],
    };
    const { code, output } = amtool(
      program,
      [
        'template',
        'render',
        '--template.glob=*.tmpl',
        `--template.text={{ template "fleetwright.${part}" . }}`,
        '--template.data=data.json',
      ],
      { config: {}, templateFiles: { [templateFile]: templates, 'data.json': JSON.stringify(data) } },
    );
    expect(output.trim()).toBe(said);
    expect(code).toBe(0);
  });
});
