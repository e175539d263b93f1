// What is wrong with a routing: nobody would hear of it before the first alert that nobody heard of.
import { dnsLabel, mailAddress } from '../../validation/limits.ts';
import { isTimeZone } from '../../validation/time-zone.ts';
import { type Fault, unless } from '../../validation/rules.ts';
import { type AlertRouting, type Email, platformOwner, type Receiver, type WorkingHours } from './routing.ts';

/** Faults of a cluster's `alerting`, whose fields they name. */
export function routingFaults(routing: AlertRouting): Fault[] {
  const { receivers, owners, watchdog, workingHours } = routing;
  const ends = [
    ...Object.entries(owners).flatMap(([owner, { critical, warning }]) => [
      [`owners.${owner}.critical`, critical] as const,
      [`owners.${owner}.warning`, warning] as const,
    ]),
    ['watchdog', watchdog] as const,
  ];
  const used = new Set(ends.map(([, receiver]) => receiver));
  const known = Object.keys(receivers).join(', ');
  return [
    ...Object.keys(owners).flatMap((owner) => dnsLabel(`alerting.owners.${owner}`, owner)),
    ...unless(Object.hasOwn(owners, platformOwner), {
      field: 'alerting.owners',
      problem: `has no "${platformOwner}", whose are the alerts of the monitoring stack`,
      write: `${platformOwner}: { critical: '...', warning: '...' }`,
    }),
    ...ends.flatMap(([field, receiver]) =>
      unless(Object.hasOwn(receivers, receiver), {
        field: `alerting.${field}`,
        problem: `there is no receiver "${receiver}"`,
        write: known === '' ? 'it into alerting.receivers' : `one of ${known}; or it into alerting.receivers`,
      }),
    ),
    ...Object.entries(receivers).flatMap(([name, receiver]) => [
      ...unless(used.has(name), {
        field: `alerting.receivers.${name}`,
        problem: 'no route leads to it',
        write: 'its name in alerting.owners, or delete it',
      }),
      ...receiverFaults(`alerting.receivers.${name}`, name, receiver),
    ]),
    ...watchdogFaults(routing),
    ...(workingHours ? hoursFaults(workingHours) : []),
  ];
}

/** What hears the Watchdog takes each message for a sign of life, and its silence for an alarm: nothing else may be sent there. */
function watchdogFaults({ receivers, owners, watchdog }: AlertRouting): Fault[] {
  const field = 'alerting.watchdog';
  const taken = Object.entries(owners).flatMap(([owner, route]) =>
    (['critical', 'warning'] as const)
      .filter((severity) => route[severity] === watchdog)
      .map((severity) => `owners.${owner}.${severity}`),
  );
  const { teams, slack, pagerDuty } = receivers[watchdog] ?? {};
  return [
    ...unless(taken.length === 0, {
      field,
      problem: `"${watchdog}" is also the receiver of ${taken.join(', ')}, whose alerts would pass for signs of life`,
      write: 'a receiver that no owner has',
    }),
    ...unless(teams === undefined && slack === undefined && pagerDuty === undefined, {
      field,
      problem: `"${watchdog}" would get a message every five minutes, and nobody would notice when they stop`,
      write: 'a receiver with a webhook or an e-mail address of a service that raises an alarm when they stop',
    }),
  ];
}

function receiverFaults(field: string, name: string, { email, ...others }: Receiver): Fault[] {
  const isTold = email !== undefined || Object.values(others).some((secret) => secret !== undefined);
  return [
    ...dnsLabel(field, name),
    ...unless(name !== 'nobody', { field, problem: 'is the receiver that tells nobody', write: 'another name' }),
    ...unless(isTold, { field, problem: 'tells nobody', write: 'teams, slack, webhook, pagerDuty or email' }),
    ...(email ? emailFaults(`${field}.email`, email) : []),
  ];
}

function emailFaults(field: string, { to, from, server }: Email): Fault[] {
  return [
    ...mailAddress(`${field}.to`, to),
    ...mailAddress(`${field}.from`, from),
    ...unless(/^[a-zA-Z0-9.-]+:[1-9]\d{1,4}$/.test(server), {
      field: `${field}.server`,
      problem: `"${server}" is no host and port`,
      write: 'such as "smtp.example.com:587"',
    }),
  ];
}

function hoursFaults({ timeZone, from = '08:00', to = '18:00' }: WorkingHours): Fault[] {
  const times = { from, to };
  const field = 'alerting.workingHours';
  return [
    ...unless(isTimeZone(timeZone), {
      field: `${field}.timeZone`,
      problem: `"${timeZone}" is no time zone`,
      write: 'a name of the IANA database, such as "Europe/Berlin"',
    }),
    ...Object.entries(times).flatMap(([end, time]) =>
      unless(/^([01]\d|2[0-3]):[0-5]\d$/.test(time) || (end === 'to' && time === '24:00'), {
        field: `${field}.${end}`,
        problem: `"${time}" is no time of the day`,
        write: 'hh:mm, such as "08:00"',
      }),
    ),
    ...unless(from < to, { field, problem: `${from} is not before ${to}`, write: 'a part of one day' }),
  ];
}
