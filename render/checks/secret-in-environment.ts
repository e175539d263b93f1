// What stands in a process' environment is handed to every child, shows in crash dumps, and never changes while it runs.
import { asArray, asRecord, asString } from '../fields.ts';
import { containersOf, podTemplateOf, workloadKinds } from '../pods.ts';
import type { Check } from './check.ts';

export const secretInEnvironment: Check = (view) =>
  workloadKinds
    .flatMap((kind) => view.ofKind(kind))
    .flatMap(({ at, object }) => {
      const template = podTemplateOf(object);
      return containersOf(template?.spec ?? {})
        .flatMap(fromSecrets)
        .map(({ field, secret }) => ({
          at,
          field: `${template?.field ?? ''}.spec.containers.${field}`,
          problem: `takes the Secret "${secret}" into the environment`,
          write: 'a mount of the Secret (mounts: [secret.at("/run/secrets/...")]), and read the file',
        }));
    });

interface FromSecret {
  readonly field: string;
  readonly secret: string;
}

function fromSecrets({ env, envFrom }: Readonly<Record<string, unknown>>): FromSecret[] {
  const single = asArray(env)
    .map(asRecord)
    .map(({ name, valueFrom }) => ({ field: `env.${asString(name)}`, reference: asRecord(valueFrom).secretKeyRef }));
  const whole = asArray(envFrom).map((source) => ({ field: 'envFrom', reference: asRecord(source).secretRef }));
  return [...single, ...whole]
    .filter(({ reference }) => reference !== undefined)
    .map(({ field, reference }) => ({ field, secret: asString(asRecord(reference).name) }));
}
