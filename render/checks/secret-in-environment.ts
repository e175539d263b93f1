// What stands in a process' environment is handed to every child, shows in crash dumps, and never changes while it runs.
import { unexcused } from '../../lib/reasons.ts';
import { environmentDoor } from '../../lib/workload/secrets-in-environment.ts';
import { asArray, asRecord, asString } from '../fields.ts';
import { type Container, everyContainer } from '../pods.ts';
import type { Check } from './check.ts';

export const secretInEnvironment: Check = ({ objects }) =>
  objects.flatMap(({ at, object }) =>
    unexcused(environmentDoor, object, everyContainer(object).flatMap(fromSecrets)).map((found) => ({
      at,
      ...found,
      write:
        'a mount of the Secret (mounts: [secret.at("/run/secrets/...")]), and read the file; where the image cannot, the reason by secretsInEnvironment(...)',
    })),
  );

interface FromSecret {
  readonly field: string;
  readonly problem: string;
}

function fromSecrets({ field, spec: { env, envFrom } }: Container): FromSecret[] {
  const single = asArray(env)
    .map(asRecord)
    .map(({ name, valueFrom }) => ({ field: `env.${asString(name)}`, reference: asRecord(valueFrom).secretKeyRef }));
  const whole = asArray(envFrom)
    .map((source) => asRecord(source).secretRef)
    .map((reference) => ({ field: `envFrom.${asString(asRecord(reference).name)}`, reference }));
  return [...single, ...whole]
    .filter(({ reference }) => reference !== undefined)
    .map(({ field: inside, reference }) => ({
      field: `${field}.${inside}`,
      problem: `takes the Secret "${asString(asRecord(reference).name)}" into the environment`,
    }));
}
