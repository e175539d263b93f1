// What Prometheus' operator passes over, with a word in its log alone. Source: Prometheus Operator, `pkg/prometheus/resource_selector.go`,
// `pkg/alertmanager/operator.go`.
import { prometheusSeconds } from '../../../lib/monitoring/prometheus-duration.ts';
import { type Fault, unless } from '../../../lib/validation/rules.ts';
import { asArray, asRecord, asString, at } from '../../fields.ts';
import { type AnyMap, entries, memberOf, type Rule } from './rule.ts';

/** Scrapes that may take longer than the time between them. @param list of those of a monitor */
export const scrapes =
  (list: string): Rule =>
  ({ spec }) =>
    entries(asRecord(spec), list)
      .filter(
        ({ entry }) => prometheusSeconds(asString(entry.scrapeTimeout)) > prometheusSeconds(asString(entry.interval)),
      )
      .map(({ field, entry }) => ({
        field: `spec.${field}.scrapeTimeout`,
        problem: `${asString(entry.scrapeTimeout)} is longer than the interval, ${asString(entry.interval)}`,
        write: `${asString(entry.interval)} or less`,
      }));

/** A text that a rule fills in when it fires: one that cannot be read takes all rules of the object with it. */
export const prometheusRule: Rule = ({ spec }) =>
  entries(asRecord(spec), 'groups').flatMap((group) =>
    entries(group.entry, 'rules').flatMap((rule) =>
      ['labels', 'annotations'].flatMap((map) =>
        Object.entries(asRecord(rule.entry[map]))
          .filter(([, text]) => /\{\{/.test(asString(text).replaceAll(/\{\{.*?\}\}/gs, '')))
          .map(([key]) => ({
            field: memberOf(`spec.${group.field}.${rule.field}.${map}`, key),
            problem: 'has "{{" without "}}"',
            write: 'a template that ends, such as {{ $labels.pod }}',
          })),
      ),
    ),
  );

/** Whom a route tells, and when it is silent, stands in the same object. */
export const alertmanagerConfig: Rule = ({ spec }) => {
  const own = asRecord(spec);
  const known = { receivers: namesOf(own, 'receivers'), muteTimeIntervals: namesOf(own, 'muteTimeIntervals') };
  return routeFaults(asRecord(own.route), 'spec.route', known);
};

type Known = Readonly<Record<'receivers' | 'muteTimeIntervals', readonly string[]>>;

function namesOf(spec: AnyMap, list: string): string[] {
  return entries(spec, list).map(({ entry }) => asString(entry.name));
}

function routeFaults(route: AnyMap, place: string, known: Known): Fault[] {
  const named = [
    { field: 'receiver', name: route.receiver, of: known.receivers, what: 'receiver' },
    ...['muteTimeIntervals', 'activeTimeIntervals'].flatMap((list) =>
      asArray(route[list]).map((name, index) => ({
        field: `${list}[${index}]`,
        name,
        of: known.muteTimeIntervals,
        what: 'time interval',
      })),
    ),
  ];
  return [
    ...named
      .filter(({ name }) => name !== undefined && name !== '')
      .flatMap(({ field, name, of, what }) =>
        unless(of.includes(asString(name)), {
          field: `${place}.${field}`,
          problem: `there is no ${what} "${asString(name)}"`,
          write: of.length > 0 ? `one of: ${of.join(', ')}` : `a ${what} of that name, too`,
        }),
      ),
    ...asArray(at(route, 'routes')).flatMap((inner, index) =>
      routeFaults(asRecord(inner), `${place}.routes[${index}]`, known),
    ),
  ];
}
