// Who is notified of which alerts: Alertmanager's receivers and routes, in the values of the chart that brings it.
import { routesField } from '../../render/alerts.ts';
import { asArray, asRecord, asString, at } from '../../render/fields.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { compareData } from '../fields/changes.ts';
import { plainly } from './generic.ts';
import type { Rule, Sentence } from './rule.ts';

export const alertingRules: readonly Rule[] = [
  {
    at: 'spec values alertmanager config receivers *',
    say: ({ before, after, names: [name] }) => {
      if (before === undefined) return `has the new receiver ${name}`;
      return after === undefined ? { text: `loses the receiver ${name}`, danger: 'weaker' } : undefined;
    },
  },
  {
    at: `${routesField.replaceAll('.', ' ')} **`,
    say: ({ subject: { before, after } }) => {
      const [old, now] = [routesIn(before), routesIn(after)];
      if (!old || !now) return undefined;
      return [...new Set([...old.keys(), ...now.keys()])].flatMap((who) =>
        routeChange(who, old.get(who), now.get(who)),
      );
    },
  },
];

/** Where some alerts go. */
interface Route {
  readonly receiver: string;
  /** How they are grouped, repeated and muted. */
  readonly settings: Readonly<Record<string, unknown>>;
}

function routeChange(who: string, before: Route | undefined, after: Route | undefined): Sentence[] {
  if (!after) return [{ text: `has no route any more for ${who}`, danger: 'weaker' }];
  if (!before) return [{ text: `notifies ${after.receiver} of ${who}` }];
  const { changes } = compareData(before.settings, after.settings);
  return [
    ...(before.receiver === after.receiver
      ? []
      : [{ text: `notifies ${after.receiver} instead of ${before.receiver} of ${who}`, danger: 'weaker' as const }]),
    ...changes.map((change) => ({ text: `for ${who} ${plainly(change)}` })),
  ];
}

/** The routes of a release by the alerts that they are for; undefined where two are for the same. */
function routesIn(release: KubeObject): ReadonlyMap<string, Route> | undefined {
  const all = routesBelow(at(release, routesField), [], '');
  const routes = new Map(all);
  return routes.size === all.length ? routes : undefined;
}

/** A route, and those inside it, which have its receiver where they name none. */
function routesBelow(value: unknown, around: readonly string[], inherited: string): [string, Route][] {
  const { receiver, matchers, routes, ...settings } = asRecord(value);
  const all = [...around, ...asArray(matchers).map((matcher) => asString(matcher).replaceAll('"', ''))];
  const to = asString(receiver) || inherited;
  return [
    [all.length === 0 ? 'all other alerts' : `alerts with ${all.join(', ')}`, { receiver: to, settings }],
    ...asArray(routes).flatMap((inner) => routesBelow(inner, all, to)),
  ];
}
