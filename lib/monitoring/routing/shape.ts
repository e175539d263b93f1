// What `alerting` of a cluster's settings holds, as a shape: TypeScript's types are gone when a synth runs.
import { mapOf, needed, propsOf, text } from '../../validation/props.ts';
import { such } from '../../validation/shape.ts';
import type { AlertRouting, Email, OwnerRoute, Receiver, WorkingHours } from './routing.ts';

/** Source: Azure Key Vault documentation, "About keys, secrets, and certificates", names of objects. */
export const vaultSecret = such(
  (value) => typeof value === 'string' && /^[0-9a-zA-Z-]{1,127}$/.test(value),
  'the name of a secret in the Key Vault (letters, digits and "-"), never what it holds',
);

const email = propsOf<Email>({
  to: needed(text),
  from: needed(text),
  server: needed(text),
  user: needed(text),
  password: needed(vaultSecret),
});

const receiver = propsOf<Receiver>({
  teams: vaultSecret,
  slack: vaultSecret,
  webhook: vaultSecret,
  pagerDuty: vaultSecret,
  email,
});

const ownerRoute = propsOf<OwnerRoute>({ critical: needed(text), warning: needed(text) });

/** Of a receiver no value is told: it may be a secret that stands where its name belongs. */
export const alertingShape = propsOf<AlertRouting>({
  receivers: needed(mapOf(receiver)),
  owners: needed(mapOf(ownerRoute)),
  watchdog: needed(text),
  workingHours: propsOf<WorkingHours>({ timeZone: needed(text), from: text, to: text }),
});
