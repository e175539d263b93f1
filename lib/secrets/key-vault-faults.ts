// What can be wrong with a Secret from Key Vault that neither the schema nor External Secrets' webhook would say in time.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { dataKey, dnsLabel, wholeNumber } from '../validation/limits.ts';
import { type Fault, unless } from '../validation/rules.ts';
import type { KeyVaultSecretProps } from './key-vault-secret.ts';

/** Source: Azure documentation, "Key Vault object identifiers", object names. */
const vaultNamePattern = /^[0-9a-zA-Z-]{1,127}$/;

/** A value that a Go template names: `{{ .token }}`, `{{ .token | b64enc }}`. */
const valuePattern = /{{-?\s*\.([\w]+)/g;

/** Everything that is wrong with the props of a KeyVaultSecret. */
export function keyVaultSecretFaults(secret: Construct, props: KeyVaultSecretProps): Fault[] {
  const { store, keys, template, refreshMinutes = 60, creationPolicy, deletionPolicy } = props;
  const names = Object.entries(keys);
  return [
    ...dnsLabel('name', secret.node.id),
    ...foreignStore(Chart.of(store).namespace, Chart.of(secret).namespace),
    ...unless(names.length > 0, { field: 'keys', problem: 'is empty', write: 'one key or more' }),
    ...names.flatMap(([key, name]) => [...dataKey('keys', key), ...vaultName(key, name)]),
    ...Object.entries(template?.data ?? {}).flatMap(([key, text]) => [
      ...dataKey('template.data', key),
      ...unknownValues(key, text, Object.keys(keys)),
    ]),
    ...wholeNumber('refreshMinutes', refreshMinutes, 1, 1440),
    ...(deletionPolicy === 'Delete' && creationPolicy === 'Orphan'
      ? [
          {
            field: 'deletionPolicy',
            problem: '"Delete" would delete a Secret that creationPolicy "Orphan" leaves alone',
            write: '"Retain", or creationPolicy "Owner"',
          },
        ]
      : []),
  ];
}

/** A SecretStore serves its own namespace alone. */
function foreignStore(theirs: string | undefined, ours: string | undefined): Fault[] {
  return unless(theirs === ours, {
    field: 'store',
    problem: `is in the namespace "${theirs ?? ''}", not in "${ours ?? ''}"`,
    write: 'a KeyVaultStore of the same namespace',
  });
}

function vaultName(key: string, name: string): Fault[] {
  return unless(vaultNamePattern.test(name), {
    field: `keys.${key}`,
    problem: `"${name}" is no name of a secret in Key Vault`,
    write: 'letters, digits and "-", 127 characters at most',
  });
}

function unknownValues(key: string, text: string, known: readonly string[]): Fault[] {
  return [...text.matchAll(valuePattern)]
    .map(([, value = '']) => value)
    .filter((value) => !known.includes(value))
    .map((value) => ({
      field: `template.data.${key}`,
      problem: `uses ".${value}", which is not among keys`,
      write: `one of ${known.map((name) => `".${name}"`).join(', ')}, or "${value}" in keys`,
    }));
}
