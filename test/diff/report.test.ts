// A report is read by people and programs, and holds what strangers wrote.
import { describe, expect, test } from '@jest/globals';
import { asJson } from '../../diff/report/json.ts';
import { asMarkdown, escaped, longestComment } from '../../diff/report/markdown.ts';
import { asText } from '../../diff/report/terminal.ts';
import type { Summary } from '../../diff/summary.ts';
import { EditedDist, summaryOf } from '../support/edited-dist.ts';

const rotated = (dist: EditedDist) =>
  dist.edit('live/apps/tickets/tickets/Secret', /ENC\[AES256_GCM,data:\w+/g, 'ENC[AES256_GCM,data:bmV3');
const opened = (dist: EditedDist) =>
  dist
    .edit('live/tenants/tickets-tenant/_cluster/Namespace', ': restricted', ': baseline')
    .edit('Deployment.apps_tickets', 'tickets:0.1.0', 'tickets:0.2.0');

describe('Markdown', () => {
  test('begins with the outline, then the dangers, then the rest', () => {
    expect(asMarkdown(summaryOf(opened), 'dist/ of b, compared with a'))
      .toBe(`4 objects change, in lab, live and pilot. Pods restart: tickets in lab, live and pilot.

dist/ of b, compared with a

#### :warning: Look at these first

**live** · tickets-tenant

- **Namespace tickets** holds its pods to Pod Security "baseline" instead of "restricted"

#### Everything else

**lab, live and pilot** · tickets

- **Deployment tickets**
  - runs version 0.2.0 instead of 0.1.0
  - restarts its pods (1 pod in lab, 3 to 12 pods in live, 3 to 6 pods in pilot)
`);
  });

  test.each([
    ['a heading and emphasis', '*a* _b_ `c`', '\\*a\\* \\_b\\_ \\`c\\`'],
    ['a link', '[a](https://example.org)', '\\[a\\](https://example.org)'],
    ['HTML', '<img src=x>', '&lt;img src=x\\>'],
    ['a mention and an issue', '@octocat #1', '@\u200Boctocat #\u200B1'],
    ['a second line', 'a\n# b', 'a #\u200B b'],
  ])('takes %s in a value for text', (_name, text, markdown) => expect(escaped(text)).toBe(markdown));

  test('is never longer than a comment may be, and says what is left out', () => {
    const [statement] = summaryOf(opened).statements;
    if (!statement) throw new Error('nothing is said');
    const statements = Array.from({ length: 5000 }, (_, index) => ({ ...statement, charts: [`chart-${index}`] }));
    const summary: Summary = { ...summaryOf(opened), statements };
    const markdown = asMarkdown(summary, 'a with b');
    expect(markdown.length).toBeLessThanOrEqual(longestComment);
    expect(markdown.length).toBeGreaterThan(longestComment * 0.9);
    expect(markdown).toMatch(/\*\*\d+ of 5000 sections are left out here:\*\* `npm run diff` prints all of them\.\n$/);
  });
});

test('no form of the report holds a value of a secret, encrypted or not', () => {
  const plain = (dist: EditedDist) =>
    dist.edit('live/apps/tickets/tickets/Secret', /ENC\[AES256_GCM.*type:str\]/g, 'hunter2');
  for (const change of [rotated, plain]) {
    const summary = summaryOf(change);
    const all = [asText(summary, '', false), asMarkdown(summary, ''), asJson(summary, '')].join('\n');
    expect(all).toContain('key token is encrypted anew; only a key that decrypts can tell whether its value differs');
    expect(all).not.toMatch(/ENC\[|hunter2|bmV3/);
  }
});

test('a secret that never changes is told of without its values, though it was never encrypted', () => {
  const secret = 'live/apps/tickets/tickets/Secret';
  const start = new EditedDist()
    .edit(secret, 'type: Opaque', 'type: Opaque\nimmutable: true')
    .edit(secret, /ENC\[AES256_GCM.*type:str\]/g, 'hunter1');
  const summary = summaryOf((dist) => dist.edit(secret, 'hunter1', 'hunter2'), start);
  const all = [asText(summary, '', false), asMarkdown(summary, ''), asJson(summary, '')].join('\n');
  expect(all).toContain('changes stringData from an encrypted value to an encrypted value: Kubernetes refuses that');
  expect(all).not.toContain('hunter');
});

test('colours are for terminals', () => {
  const escape = '\u001b[';
  expect(asText(summaryOf(opened), '', true)).toContain(escape);
  expect(asText(summaryOf(opened), '', false)).not.toContain(escape);
});

test('JSON has the fields that scripts rely on', () => {
  const { statements, ...rest } = JSON.parse(asJson(summaryOf(opened), 'a with b')) as Summary & { compared: string };
  expect(rest).toEqual({
    compared: 'a with b',
    objects: { added: 0, changed: 4, removed: 0 },
    clusters: ['lab', 'live', 'pilot'],
    restarts: [
      { cluster: 'lab', chart: 'tickets', workload: 'Deployment tickets', pods: '1 pod' },
      { cluster: 'live', chart: 'tickets', workload: 'Deployment tickets', pods: '3 to 12 pods' },
      { cluster: 'pilot', chart: 'tickets', workload: 'Deployment tickets', pods: '3 to 6 pods' },
    ],
  });
  expect(statements[0]).toEqual({
    clusters: ['live'],
    charts: ['tickets-tenant'],
    kind: 'Namespace',
    name: 'tickets',
    field: 'metadata.labels[pod-security.kubernetes.io/enforce]',
    text: 'holds its pods to Pod Security "baseline" instead of "restricted"',
    danger: 'weaker',
    restarts: false,
  });
});
