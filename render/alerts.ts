// Alerts and the routes that take them, as they stand in rendered objects.
import { isMap } from '../lib/is-map.ts';
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

/** The alerts of groups, as they stand in a file of rules; a group's labels are those of its rules that have no other. */
export function alertsIn(groups: unknown): Alert[] {
  return asArray(groups)
    .map(asRecord)
    .flatMap((group) =>
      asArray(group.rules)
        .map(asRecord)
        .filter(({ alert }) => alert !== undefined)
        .map(({ alert, labels, annotations }) => ({
          labels: { ...texts(group.labels), ...texts(labels), alertname: asString(alert) },
          annotations: texts(annotations),
        })),
    );
}

/** Where the values of a HelmRelease have the root of the routes. */
export const routesField = 'spec.values.alertmanager.config.route';

/** The root of the routes in the values of a HelmRelease; none where its chart brings the routes, which nobody knows here. */
export function routesOf(object: KubeObject): Route[] {
  if (kindKey(object) !== 'helm.toolkit.fluxcd.io/HelmRelease') return [];
  const route = at(object, routesField);
  return route === undefined ? [] : [asRecord(route)];
}

/** The receivers in the values of a HelmRelease that tell nobody: they have a name, and nothing to send by. */
export function mutesOf(object: KubeObject): string[] {
  const receivers = asArray(at(object, 'spec.values.alertmanager.config.receivers')).map(asRecord);
  return receivers.filter((receiver) => Object.keys(receiver).join() === 'name').map(({ name }) => asString(name));
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

/** What of a route and those below it cannot be read, each with its field from the root. */
export function unreadableIn(route: Route, field: string): Unreadable[] {
  const { matchers = [], match = {}, match_re: like = {}, routes = [] } = route;
  const unread = (matcher: unknown): boolean => typeof matcher !== 'string' || readMatchers(matcher) === undefined;
  return [
    ...(Array.isArray(matchers) ? matchers : [matchers]).filter(unread).map((matcher: unknown) => ({
      field: `${field}.matchers`,
      problem: `${JSON.stringify(matcher)} is no matcher`,
      write: 'matchers: [\'label="value"\'], with =, !=, =~ or !~',
    })),
    ...Object.entries({ match, match_re: like })
      .filter(([, map]) => !isMap(map) || Object.values(map).some((value) => typeof value !== 'string'))
      .map(([name]) => ({
        field: `${field}.${name}`,
        problem: 'is no map of texts',
        write: 'matchers: [\'label="value"\']',
      })),
    ...(Array.isArray(routes)
      ? routes.flatMap((inner, index) => unreadableIn(asRecord(inner), `${field}.routes[${index}]`))
      : [{ field: `${field}.routes`, problem: 'is no list', write: 'a list of routes' }]),
  ];
}

interface Unreadable {
  readonly field: string;
  readonly problem: string;
  readonly write: string;
}

/** A condition on one label. */
interface Matcher {
  readonly label: string;
  readonly operator: string;
  readonly value: string;
}

function takes({ matchers, match, match_re: like }: Route, labels: Labels): boolean {
  const of = (map: unknown, operator: string): Matcher[] =>
    Object.entries(texts(map)).map(([label, value]) => ({ label, operator, value }));
  return [
    ...asArray(matchers).flatMap((matcher) => readMatchers(asString(matcher)) ?? []),
    ...of(match, '='),
    ...of(like, '=~'),
  ].every((matcher) => holds(matcher, labels));
}

/** A label, an operator and a value, both with or without quotes, up to the next comma. */
const matcherPattern =
  /\s*("(?:[^"\\]|\\.)*"|[^\s=!~,{}"]+)\s*(=~|!~|!=|=)\s*("(?:[^"\\]|\\.)*"|[^,"]*?)\s*(?:,\s*|$)/gsy;

/**
 * The matchers in one text, which may hold several in braces; undefined where Alertmanager would not read it either.
 * Source: Alertmanager documentation, "Configuration", "Matcher".
 */
function readMatchers(text: string): Matcher[] | undefined {
  const inner = text.trim().replace(/^\{(.*)\}$/s, '$1');
  const found = [...inner.matchAll(matcherPattern)];
  if (inner === '' || found.reduce((sum, [whole]) => sum + whole.length, 0) !== inner.length) return undefined;
  return found.map(([, label = '', operator = '', value = '']) => ({
    label: unquoted(label),
    operator,
    value: unquoted(value),
  }));
}

function unquoted(text: string): string {
  return text.replace(/^"(.*)"$/s, '$1').replaceAll(/\\(["\\])/g, '$1');
}

/** A label that is not there is empty. */
function holds({ label, operator, value }: Matcher, labels: Labels): boolean {
  const carried = labels[label] ?? '';
  const isLike = operator.endsWith('~') ? isMatch(value, carried) : carried === value;
  return isLike !== operator.startsWith('!');
}

/**
 * What JavaScript cannot read of Go's regular expressions is taken to match: who wrote it has routes of their own. Flags in front it
 * can. Source: Go, package regexp/syntax.
 */
function isMatch(pattern: string, text: string): boolean {
  const [, flags = '', rest = pattern] = /^\(\?([ims]+)\)(.*)$/s.exec(pattern) ?? [];
  try {
    return new RegExp(`^(?:${rest.replaceAll('(?P<', '(?<')})$`, flags).test(text);
  } catch {
    return true;
  }
}

function texts(map: unknown): Labels {
  return Object.fromEntries(Object.entries(asRecord(map)).map(([name, value]) => [name, asString(value)]));
}
