// The routing as Alertmanager's configuration. Source: Alertmanager documentation, "Configuration".
import { inhibitions } from './inhibitions.ts';
import { receiverConfig } from './receivers.ts';
import { type AlertRouting, type OwnerRoute, platformOwner, type WorkingHours } from './routing.ts';

/** The receiver that tells nobody. */
const nobody = 'nobody';

const workingHoursName = 'working-hours';

/** Copies of Alertmanager agree among themselves who sends, so each group is sent once. */
export function alertmanagerConfig({ receivers, owners, watchdog, workingHours }: AlertRouting) {
  const warnings = workingHours ? { active_time_intervals: [workingHoursName] } : {};
  return {
    // What Prometheus sends says when it ends; this is for what others send.
    global: { resolve_timeout: '5m' },
    ...(workingHours && { time_intervals: [timeInterval(workingHours)] }),
    inhibit_rules: inhibitions,
    route: {
      // Who owns the platform owns what nobody owns; synth lets no such alert pass.
      receiver: owners[platformOwner]?.warning ?? nobody,
      // One notification for one trouble, however many pods have it.
      group_by: ['cluster', 'owner', 'alertname', 'namespace'],
      // Long enough for what fails together to come together.
      group_wait: '30s',
      group_interval: '5m',
      repeat_interval: '4h',
      routes: [
        // Never grouped with another, never silent: it is its absence that tells something.
        {
          matchers: ['alertname="Watchdog"', `owner="${platformOwner}"`],
          receiver: watchdog,
          group_wait: '0s',
          group_interval: '1m',
          repeat_interval: '5m',
        },
        // They help to read others, and ask nobody to do anything.
        { matchers: ['severity=~"info|none"'], receiver: nobody },
        ...Object.entries(owners).map(([owner, route]) => ownerRoute(owner, route, warnings)),
      ],
    },
    receivers: [{ name: nobody }, ...Object.entries(receivers).map(([name, of]) => receiverConfig(name, of))],
    // The chart mounts its `templateFiles` there.
    templates: ['/etc/alertmanager/config/*.tmpl'],
  };
}

function ownerRoute(owner: string, { critical, warning }: OwnerRoute, warnings: object) {
  return {
    matchers: [`owner="${owner}"`],
    receiver: warning,
    routes: [
      { matchers: ['severity="critical"'], receiver: critical, repeat_interval: '1h' },
      { matchers: ['severity="warning"'], receiver: warning, repeat_interval: '24h', ...warnings },
    ],
  };
}

function timeInterval({ timeZone, from = '08:00', to = '18:00' }: WorkingHours) {
  return {
    name: workingHoursName,
    time_intervals: [{ weekdays: ['monday:friday'], times: [{ start_time: from, end_time: to }], location: timeZone }],
  };
}
