// A receiver as Alertmanager knows it. Source: Alertmanager documentation, "Configuration", "Receiver integration settings".
import { message, title } from './templates.ts';
import { type Receiver, receiversSecret } from './routing.ts';

/** A receiver of Alertmanager's configuration. */
export function receiverConfig(name: string, { teams, slack, webhook, pagerDuty, email }: Receiver) {
  return {
    name,
    ...(teams !== undefined && {
      msteamsv2_configs: [{ ...resolved, webhook_url_file: file(teams), title, text: message }],
    }),
    ...(slack !== undefined && {
      slack_configs: [{ ...resolved, api_url_file: file(slack), title, text: message }],
    }),
    ...(webhook !== undefined && { webhook_configs: [{ ...resolved, url_file: file(webhook) }] }),
    ...(pagerDuty !== undefined && {
      pagerduty_configs: [{ ...resolved, routing_key_file: file(pagerDuty), description: title, details: { message } }],
    }),
    ...(email && {
      email_configs: [
        {
          ...resolved,
          to: email.to,
          from: email.from,
          smarthost: email.server,
          auth_username: email.user,
          auth_password_file: file(email.password),
          require_tls: true,
          headers: { Subject: title },
          text: message,
          // One form is enough, and it is the same everywhere.
          html: '',
        },
      ],
    }),
  };
}

/** Who was told of trouble is told of its end. */
const resolved = { send_resolved: true };

/** Where the operator mounts a key of the Secret. Source: prometheus-operator, API reference, `AlertmanagerSpec.secrets`. */
function file(key: string): string {
  return `/etc/alertmanager/secrets/${receiversSecret}/${key}`;
}
