// Probes decide who gets requests and who is restarted: a number in them is said as what it does.
import { ofContainer, type Rule, valueRule } from './rule.ts';

const probes: Readonly<Record<string, string>> = {
  livenessProbe: 'liveness probe',
  readinessProbe: 'readiness probe',
  startupProbe: 'startup probe',
};

/** @param container the rule's path to a container */
export function probeRules(container: string): Rule[] {
  return Object.entries(probes).flatMap(([field, probe]) => {
    const at = `${container} ${field}`;
    const number = (name: string, words: (value: string) => string): Rule =>
      valueRule(`${at} ${name}`, (value, spot) => `${ofContainer(spot)}${words(value)}`);
    return [
      {
        at,
        say: (spot) => {
          if (spot.after === undefined)
            return { text: `${ofContainer(spot)}has no ${probe} any more`, danger: 'removal' };
          return spot.before === undefined ? `${ofContainer(spot)}has a ${probe} now` : undefined;
        },
      },
      number('httpGet path', (path) => `asks ${path} in its ${probe}`),
      number('httpGet port', (port) => `asks port ${port} in its ${probe}`),
      number('periodSeconds', (seconds) => `runs its ${probe} every ${seconds} s`),
      number('timeoutSeconds', (seconds) => `gives its ${probe} ${seconds} s to answer`),
      number('initialDelaySeconds', (seconds) => `starts its ${probe} after ${seconds} s`),
      number('failureThreshold', (count) => `fails its ${probe} after ${count} bad answers in a row`),
    ];
  });
}
