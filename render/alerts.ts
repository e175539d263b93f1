// Alerts and the routes that take them, as they stand in rendered objects.
import { asArray, asRecord, asString, at } from './fields.ts';
import { kindKey } from './identity.ts';
import type { KubeObject } from './rendered.ts';

/** An alert's labels, and its name as one of them: what Alertmanager routes by. */
export type Labels = Readonly<Record<string, string>>;

export interface Alert {
  readonly labels: Labels;
  readonly annotations: Labels;
}

/** A route, as Alertmanager reads it. */
export type Route = Readonly<Record<string, unknown>>;

/** The alerts of a PrometheusRule. */
export function alertsOf(object: KubeObject): Alert[] {
  return kindKey(object) === 'monitoring.coreos.com/PrometheusRule' ? alertsIn(at(object, 'spec.groups')) : [];
}

/** The alerts of groups, as they stand in a file of rules. */
export function alertsIn(groups: unknown): Alert[] {
  return asArray(groups)
    .flatMap((group) => asArray(asRecord(group).rules).map(asRecord))
    .filter(({ alert }) => alert !== undefined)
    .map(({ alert, labels, annotations }) => ({
      labels: { ...texts(labels), alertname: asString(alert) },
      annotations: texts(annotations),
    }));
}

/** The root of the routes in the values of a HelmRelease; none where its chart brings the routes, which nobody knows here. */
export function routesOf(object: KubeObject): Route[] {
  if (kindKey(object) !== 'helm.toolkit.fluxcd.io/HelmRelease') return [];
  const route = at(object, 'spec.values.alertmanager.config.route');
  return route === undefined ? [] : [asRecord(route)];
}

/**
 * The routes that take an alert: each as the way to it, root first. Where no other takes it the root does.
 * Source: Alertmanager documentation, "Configuration", "Route".
 */
export function waysOf(root: Route, labels: Labels): (readonly Route[])[] {
  const ways: (readonly Route[])[] = [];
  for (const route of below(root)) {
    if (!takes(route, labels)) continue;
    ways.push(...waysOf(route, labels).map((way) => [root, ...way]));
    if (route.continue !== true) break;
  }
  return ways.length > 0 ? ways : [[root]];
}

/** The receiver at the end of a way: that of the last route which names one. */
export function receiverOf(way: readonly Route[]): string {
  return asString(way.findLast(({ receiver }) => receiver !== undefined)?.receiver);
}

/** Whether a way ends at a route that has none below it: else it ends where nobody said what becomes of such an alert. */
export function isWhole(way: readonly Route[]): boolean {
  return way.length > 1 && below(way.at(-1) ?? {}).length === 0;
}

function below({ routes }: Route): Route[] {
  return asArray(routes).map(asRecord);
}

function takes({ matchers }: Route, labels: Labels): boolean {
  return asArray(matchers).every((matcher) => holds(asString(matcher), labels));
}

/** Source: Alertmanager documentation, "Configuration", "Matcher"; a label that is not there is empty. */
function holds(matcher: string, labels: Labels): boolean {
  const [, label = '', operator = '', quoted = ''] = /^\s*(\w+)\s*(=~|!~|!=|=)\s*(.*?)\s*$/s.exec(matcher) ?? [];
  const value = quoted.replace(/^"(.*)"$/s, '$1').replaceAll(/\\(["\\])/g, '$1');
  const carried = labels[label] ?? '';
  const isLike = operator.endsWith('~') ? isMatch(value, carried) : carried === value;
  return isLike !== operator.startsWith('!');
}

/** What JavaScript cannot read of Go's regular expressions is taken to match: who wrote it has routes of their own. */
function isMatch(pattern: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(text);
  } catch {
    return true;
  }
}

function texts(map: unknown): Labels {
  return Object.fromEntries(Object.entries(asRecord(map)).map(([name, value]) => [name, asString(value)]));
}
