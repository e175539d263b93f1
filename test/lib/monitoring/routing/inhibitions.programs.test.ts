// What silences what, by the word of the real Alertmanager; and each part of each inhibition is there for a reason.
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Inhibition, inhibitions } from '../../../../lib/monitoring/routing/inhibitions.ts';
import { loopback, Ports } from '../../../../loop/ports.ts';
import { Sandbox } from '../../../../loop/sandbox.ts';
import { until } from '../../../../loop/until.ts';
import { describeWith } from '../../../../tools/describe-with.ts';

type Labels = Readonly<Record<string, string>>;

const critical = { alertname: 'Down', severity: 'critical' };
const warning = { alertname: 'Slow', severity: 'warning' };
const group = { rule_group: 'shop/alerts', owner: 'shop' };
const node = { node: 'n1' };
const notReady = { alertname: 'KubeNodeNotReady', severity: 'warning', owner: 'platform', ...node };
const cluster = { cluster: 'live' };
const apiDown = { alertname: 'KubeAPIDown', severity: 'critical', owner: 'platform', ...cluster };

/** An alert that fires, another one, and whether nobody is told of the other. */
const table: readonly (readonly [when: string, source: Labels, target: Labels, isSilenced: boolean])[] = [
  ['a warning, by a critical of its group', { ...critical, ...group }, { ...warning, ...group }, true],
  ['not that of another owner', { ...critical, ...group }, { ...warning, ...group, owner: 'other' }, false],
  ['not that of another group', { ...critical, ...group }, { ...warning, ...group, rule_group: 'a' }, false],
  ['not where neither has a group', { ...critical, owner: 'shop' }, { ...warning, owner: 'shop' }, false],
  ['not by what is no critical', { ...critical, ...group, severity: 'info' }, { ...warning, ...group }, false],
  ['not what is no warning', { ...critical, ...group }, { ...warning, ...group, severity: 'info' }, false],

  [
    'a warning, by a critical of its name',
    { ...critical, namespace: 'a' },
    { ...critical, namespace: 'a', severity: 'warning' },
    true,
  ],
  [
    'what is only of interest, too',
    { ...critical, namespace: 'a' },
    { ...critical, namespace: 'a', severity: 'info' },
    true,
  ],
  [
    'not in another namespace',
    { ...critical, namespace: 'a' },
    { ...critical, namespace: 'b', severity: 'warning' },
    false,
  ],
  ['not of another name', { ...critical, namespace: 'a' }, { ...warning, namespace: 'a' }, false],
  ['not where neither has a namespace', critical, { ...critical, severity: 'warning' }, false],
  [
    'not by one of no severity',
    { ...critical, namespace: 'a', severity: 'none' },
    { ...critical, namespace: 'a', severity: 'warning' },
    false,
  ],
  ['not one of no severity', { ...critical, namespace: 'a' }, { ...critical, namespace: 'a', severity: 'none' }, false],

  ['a warning on a node that is not ready', notReady, { ...warning, ...node }, true],
  [
    'a warning on a node that is not reached',
    { ...notReady, alertname: 'KubeNodeUnreachable' },
    { ...warning, ...node },
    true,
  ],
  ['not by another alert on it', { ...notReady, alertname: 'NodeSlow' }, { ...warning, ...node }, false],
  ['not by one of that name of another team', { ...notReady, owner: 'shop' }, { ...warning, ...node }, false],
  [
    'not the other alert on the node',
    { ...notReady, severity: 'critical' },
    { ...notReady, alertname: 'KubeNodeUnreachable' },
    false,
  ],
  ['not a critical on the node', notReady, { ...critical, ...node }, false],
  ['not on another node', notReady, { ...warning, node: 'n2' }, false],
  ['not where neither has a node', { ...notReady, node: '' }, warning, false],

  ['a warning of a cluster that does not answer', apiDown, { ...warning, ...cluster }, true],
  ['not by one of another name', { ...apiDown, alertname: 'Down' }, { ...warning, ...cluster }, false],
  ['not by one of that name of another team', { ...apiDown, owner: 'shop' }, { ...warning, ...cluster }, false],
  ['not a critical', apiDown, { ...critical, ...cluster }, false],
  ['not of another cluster', apiDown, { ...warning, cluster: 'other' }, false],
  ['not where neither has a cluster', { ...apiDown, cluster: '' }, warning, false],
];

/** The same rows with values of their own, so that no row silences what is of another. */
const rows = table.map(([when, source, target, isSilenced], index) => {
  const own = (labels: Labels, part: string): Labels => ({
    ...Object.fromEntries(
      Object.entries(labels).map(([label, value]) => [
        label,
        value !== '' && ['rule_group', 'namespace', 'node', 'cluster'].includes(label) ? `${value}-${index}` : value,
      ]),
    ),
    row: `${index}-${part}`,
  });
  return { when, source: own(source, 'source'), target: own(target, 'target'), isSilenced };
});

const without = (list: readonly string[], left: string): string[] => list.filter((each) => each !== left);

/** One part of one inhibition taken away. That a label is there is asked on both sides, which are equal in it: it goes from both. */
const mutants = inhibitions.flatMap((rule, index) => {
  const by = (name: string, changed: Partial<Inhibition>) =>
    [`${index + 1} without ${name}`, inhibitions.with(index, { ...rule, ...changed })] as const;
  const { source_matchers: source, target_matchers: target, equal } = rule;
  const shared = source.filter((matcher) => target.includes(matcher));
  return [
    ...source
      .filter((matcher) => !shared.includes(matcher))
      .map((each) => by(`its source's ${each}`, { source_matchers: without(source, each) })),
    ...target
      .filter((matcher) => !shared.includes(matcher))
      .map((each) => by(`its target's ${each}`, { target_matchers: without(target, each) })),
    ...shared.map((each) =>
      by(`${each} on both sides`, { source_matchers: without(source, each), target_matchers: without(target, each) }),
    ),
    ...equal.map((each) => by(`${each} being the same`, { equal: without(equal, each) })),
  ];
});

describeWith(['alertmanager'], 'Alertmanager silences', ({ alertmanager }) => {
  let sandbox: Sandbox;
  let url: string;

  const configure = (rules: readonly Inhibition[]): void =>
    writeFileSync(
      sandbox.path('alertmanager.json'),
      JSON.stringify({ route: { receiver: 'nobody' }, receivers: [{ name: 'nobody' }], inhibit_rules: rules }),
    );

  /** Whether each row's target is silenced. */
  async function silenced(): Promise<boolean[]> {
    const alerts = (await (await fetch(`${url}/api/v2/alerts`)).json()) as readonly {
      readonly labels: Labels;
      readonly status: { readonly inhibitedBy: readonly string[] };
    }[];
    if (alerts.length !== rows.length * 2) throw new Error(`${alerts.length} alerts are there`);
    const inhibited = new Set(
      alerts.filter(({ status }) => status.inhibitedBy.length > 0).map(({ labels }) => labels.row),
    );
    return rows.map(({ target }) => inhibited.has(target.row));
  }

  const isAsWanted = async (): Promise<boolean> =>
    (await silenced()).every((isSilenced, index) => isSilenced === rows[index]?.isSilenced);

  async function reload(rules: readonly Inhibition[]): Promise<void> {
    configure(rules);
    const { ok } = await fetch(`${url}/-/reload`, { method: 'POST' });
    expect(ok).toBe(true);
  }

  beforeAll(async () => {
    sandbox = new Sandbox(await Ports.claim());
    configure(inhibitions);
    const address = `${loopback}:${sandbox.ports.take()}`;
    url = `http://${address}`;
    const { ended } = sandbox.start(alertmanager, [
      `--config.file=${sandbox.path('alertmanager.json')}`,
      `--storage.path=${sandbox.path('data')}`,
      `--web.listen-address=${address}`,
      '--cluster.listen-address=',
    ]);
    await until(async () => (await fetch(`${url}/-/ready`)).ok, { what: 'Alertmanager answers', hopeless: ended });
    await fetch(`${url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(rows.flatMap(({ source, target }) => [{ labels: source }, { labels: target }])),
    });
    await until(isAsWanted, { what: 'each row is as the table has it' }).catch(() => undefined);
  }, 180_000);
  afterAll(async () => sandbox.close());

  test.each(rows.map((row, index) => [row.when, index, row.isSilenced] as const))(
    '%s',
    async (_when, index, wanted) => {
      expect((await silenced())[index]).toBe(wanted);
    },
  );

  test.each(mutants)(
    'otherwise by inhibition %s',
    async (_name, rules) => {
      await reload(rules);
      // It asks for less, so it silences more; less is silenced for a moment after each reload.
      const isTooMuch = async (): Promise<boolean> =>
        (await silenced()).some((isSilenced, index) => isSilenced && !rows[index]?.isSilenced);
      await expect(until(isTooMuch, { what: 'something is silenced that should not be' })).resolves.toBe(true);
      await reload(inhibitions);
      await until(isAsWanted, { what: 'each row is again as the table has it' });
    },
    180_000,
  );
});
