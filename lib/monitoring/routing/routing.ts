// Who is told of which alert, and how: what a cluster's settings say of it. An alert carries its owner and its severity.

/** Routes, and where they lead. An Alertmanager that its cluster lost is missed by who hears the {@link AlertRouting.watchdog}. */
export interface AlertRouting {
  /** Where notifications go, by name: lower case letters, digits and `-`. Each is the end of a route. */
  readonly receivers: Readonly<Record<string, Receiver>>;
  /** Routes by the owner of the alerts, a team: that of {@link platformOwner} is there for all that the platform brings. */
  readonly owners: Readonly<Record<string, OwnerRoute>>;
  /**
   * The receiver of an alert that always fires, sent every five minutes. A service outside of the cluster should listen there, and
   * raise an alarm of its own where it hears nothing for ten: so it is a webhook or a mailbox, and no route of an owner leads to it.
   */
  readonly watchdog: string;
  /** When warnings are sent; one that comes at another time is sent when the hours begin, if it still holds. @default at all hours */
  readonly workingHours?: WorkingHours;
}

/** The receivers of a team's alerts, by severity. */
export interface OwnerRoute {
  /** The receiver that wakes somebody. */
  readonly critical: string;
  /** The receiver that can wait for the working day. */
  readonly warning: string;
}

/**
 * Where a notification goes: one integration or more, all of which are told. What opens the way, an address or a key, is the name of
 * a secret in the cluster's Key Vault, and Alertmanager reads it from a file.
 */
export interface Receiver {
  /** The secret with the address of a workflow in Microsoft Teams that posts what it is sent as an Adaptive Card. @default none */
  readonly teams?: string;
  /** The secret with the address of an incoming webhook of Slack, which is one channel's. @default none */
  readonly slack?: string;
  /** The secret with the address that gets Alertmanager's own JSON by POST. @default none */
  readonly webhook?: string;
  /** The secret with the integration key of a service in PagerDuty (Events API v2). @default none */
  readonly pagerDuty?: string;
  /** A mailbox. @default none */
  readonly email?: Email;
}

/** A mailbox, and the server that mails are handed to, with TLS. */
export interface Email {
  /** Address of the mailbox. */
  readonly to: string;
  /** Address of the sender. */
  readonly from: string;
  /** `host:port` of the server: `smtp.example.com:587`. */
  readonly server: string;
  /** The name to log in with. */
  readonly user: string;
  /** The secret with its password. */
  readonly password: string;
}

/** A part of each working day. */
export interface WorkingHours {
  /** Name of the time zone (IANA): `Europe/Berlin`. */
  readonly timeZone: string;
  /** Begin, `hh:mm`. @default '08:00' */
  readonly from?: string;
  /** End, `hh:mm`. @default '18:00' */
  readonly to?: string;
}

/** The owner of the alerts that the monitoring stack brings, and of all that name no owner. */
export const platformOwner = 'platform';

/** The Secret with all that opens a way, a key for each secret of the vault: made by one chart, mounted by the release of another. */
export const receiversSecret = 'alert-receivers';

/** The names of all secrets in the Key Vault that the receivers need, sorted, each once. */
export function vaultSecrets({ receivers }: AlertRouting): string[] {
  const all = Object.values(receivers).flatMap(({ email, ...others }) => [
    ...Object.values(others),
    ...(email ? [email.password] : []),
  ]);
  return [...new Set(all)].toSorted();
}
