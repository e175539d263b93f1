// How requests reach pods: Services, routes and the public Gateway.
import { asRecord } from '../../render/fields.ts';
import { labelsIn, type Rule, type Sentence, shown, valueRule } from './rule.ts';

/** Types of a Service that are reached from outside the cluster. */
const open = new Set(['LoadBalancer', 'NodePort']);

export const serviceRules: readonly Rule[] = [
  {
    at: 'spec clusterIP',
    say: ({ before, after }) =>
      after === undefined ? `says no clusterIP any more, and keeps ${String(before)} all the same` : undefined,
  },
  {
    at: 'spec ports *',
    say: ({ before, after, names: [name] }) => {
      if (before === undefined) return `serves port ${portOf(after)} (${name}) too`;
      return after === undefined
        ? { text: `no longer serves port ${portOf(before)} (${name})`, danger: 'removal' }
        : undefined;
    },
  },
  valueRule('spec ports * port', (port, { names: [name] }) => `serves ${name} on port ${port}`),
  valueRule(
    'spec ports * targetPort',
    (port, { names: [name] }) => `sends requests for ${name} to port ${port} of its pods`,
  ),
  {
    at: 'spec selector **',
    say: ({ before, after }) => `sends requests to pods ${labels(after)} instead of ${labels(before)}`,
  },
  {
    at: 'spec type',
    say: ({ before, after }): Sentence => {
      const text = `is a ${shown(after ?? 'ClusterIP')} instead of a ${shown(before ?? 'ClusterIP')}`;
      return open.has(String(after)) ? { text: `${text}: it can be reached from outside`, danger: 'opened' } : { text };
    },
  },
];

export const routeRules: readonly Rule[] = [
  {
    at: 'spec hostnames *',
    say: ({ before, after, names: [host] }) => {
      if (before === undefined) return `answers at https://${host}`;
      return after === undefined ? { text: `no longer answers at https://${host}`, danger: 'removal' } : undefined;
    },
  },
  { at: 'spec rules * matches **', say: ({ before, after }) => published(matchesOf(before), matchesOf(after)) },
  valueRule(
    'spec rules * backendRefs * port',
    (port, { names: [, name] }) => `sends requests to port ${port} of ${name}`,
  ),
];

export const gatewayRules: readonly Rule[] = [
  {
    at: 'spec listeners *',
    say: ({ before, after, names: [name] }) => {
      if (before === undefined) return { text: `listens on port ${portOf(after)} (${name}) too`, danger: 'opened' };
      return after === undefined
        ? { text: `no longer listens on port ${portOf(before)} (${name})`, danger: 'removal' }
        : undefined;
    },
  },
];

const everyPath = 'every path';

/** What a rule publishes, as the setting `route.paths` says it; a rule without matches is for every path. */
function matchesOf(matches: unknown): readonly string[] {
  const names = Object.values(asRecord(matches)).map((match) => matchName(asRecord(match)));
  return names.length === 0 ? [everyPath] : names;
}

function matchName({ path, ...more }: Record<string, unknown>): string {
  const { type = 'PathPrefix', value = '/' } = asRecord(path);
  const text = String(value);
  const name = type === 'Exact' ? text : type === 'PathPrefix' ? prefixName(text) : `${String(type)} ${text}`;
  return Object.keys(more).length > 0 ? `${name} with ${JSON.stringify(more)}` : name;
}

function prefixName(prefix: string): string {
  return prefix === '/' ? everyPath : `${prefix.replace(/\/$/, '')}/*`;
}

function published(before: readonly string[], after: readonly string[]): readonly Sentence[] {
  const wasOpen = before.includes(everyPath);
  return [
    ...after
      .filter((path) => !before.includes(path))
      .map((path): Sentence => ({ text: `publishes ${path}`, ...(!wasOpen && { danger: 'opened' }) })),
    ...before
      .filter((path) => !after.includes(path))
      .map((path): Sentence => ({ text: `no longer publishes ${path}`, danger: 'removal' })),
  ];
}

function portOf(value: unknown): string {
  return String(asRecord(value).port);
}

function labels(selector: unknown): string {
  return labelsIn(selector).join(', ');
}
