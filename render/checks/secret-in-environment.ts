// What stands in a process' environment is handed to every child, shows in crash dumps, and never changes while it runs.
import { asArray, asRecord, asString } from '../fields.ts';
import { type Container, everyContainer } from '../pods.ts';
import type { Check } from './check.ts';

export const secretInEnvironment: Check = ({ objects }) =>
  objects.flatMap(({ at, object }) =>
    everyContainer(object)
      .flatMap(fromSecrets)
      .map(({ field, secret }) => ({
        at,
        field,
        problem: `takes the Secret "${secret}" into the environment`,
        write: 'a mount of the Secret (mounts: [secret.at("/run/secrets/...")]), and read the file',
      })),
  );

interface FromSecret {
  readonly field: string;
  readonly secret: string;
}

function fromSecrets({ field, spec: { env, envFrom } }: Container): FromSecret[] {
  const single = asArray(env)
    .map(asRecord)
    .map(({ name, valueFrom }) => ({ field: `env.${asString(name)}`, reference: asRecord(valueFrom).secretKeyRef }));
  const whole = asArray(envFrom).map((source) => ({ field: 'envFrom', reference: asRecord(source).secretRef }));
  return [...single, ...whole]
    .filter(({ reference }) => reference !== undefined)
    .map(({ field: inside, reference }) => ({
      field: `${field}.${inside}`,
      secret: asString(asRecord(reference).name),
    }));
}
