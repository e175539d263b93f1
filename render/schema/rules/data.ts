// What a ConfigMap or a Secret holds: how much of it, under which keys. Source: Kubernetes API, "ConfigMap", "Secret"; Kubernetes
// documentation, "Types of Secret".
import { type Fault, unless } from '../../../lib/validation/rules.ts';
import { asRecord, asString, at } from '../../fields.ts';
import { type AnyMap, memberOf, type Rule } from './rule.ts';
import { dataKey } from '../../../lib/validation/limits.ts';

const mostBytes = 1024 * 1024;

export const configMap: Rule = ({ data, binaryData }) => [
  ...keyFaults({ data, binaryData }),
  ...Object.keys(asRecord(binaryData))
    .filter((key) => Object.hasOwn(asRecord(data), key))
    .map((key) => ({ field: 'binaryData', problem: `has the key "${key}", as data has`, write: 'it in one of them' })),
  ...sizeFault('data', bytesIn(data, 'utf8') + bytesIn(binaryData, 'base64')),
];

const accountAnnotation = 'kubernetes.io/service-account.name';

export const secret: Rule = ({ metadata, data, stringData, type }) => [
  ...keyFaults({ data, stringData }),
  ...unless(
    type !== 'kubernetes.io/service-account-token' ||
      asString(asRecord(at(metadata, 'annotations'))[accountAnnotation]) !== '',
    {
      field: memberOf('metadata.annotations', accountAnnotation),
      problem: 'is missing',
      write: 'the account whose token it is',
    },
  ),
  ...missingKeys(asString(type), { ...asRecord(data), ...asRecord(stringData) }),
  ...sizeFault('data', bytesIn(data, 'base64') + bytesIn(stringData, 'utf8')),
];

/** Keys without which the API server refuses a Secret of that type; of a list in the list, one is enough. */
const keysOfType: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'kubernetes.io/basic-auth': [['username', 'password']],
  'kubernetes.io/dockercfg': [['.dockercfg']],
  'kubernetes.io/dockerconfigjson': [['.dockerconfigjson']],
  'kubernetes.io/ssh-auth': [['ssh-privatekey']],
  'kubernetes.io/tls': [['tls.crt'], ['tls.key']],
};

/** Of one that holds nothing at all something else is told: it is no encrypted Secret. */
function missingKeys(type: string, held: AnyMap): Fault[] {
  if (Object.keys(held).length === 0) return [];
  return (keysOfType[type] ?? [])
    .filter((among) => !among.some((key) => Object.hasOwn(held, key)))
    .map((among) => ({
      field: 'data',
      problem: `has no ${among.join(' and no ')}, which a Secret of the type ${type} must have`,
      write: `the key ${among.join(' or ')}, or another type`,
    }));
}

function keyFaults(maps: AnyMap): Fault[] {
  return Object.entries(maps).flatMap(([field, map]) =>
    Object.keys(asRecord(map)).flatMap((key) => dataKey(field, key)),
  );
}

function bytesIn(map: unknown, encoding: 'utf8' | 'base64'): number {
  return Object.values(asRecord(map)).reduce<number>(
    (sum, text) => sum + Buffer.byteLength(asString(text), encoding),
    0,
  );
}

function sizeFault(field: string, bytes: number): Fault[] {
  if (bytes <= mostBytes) return [];
  return [
    {
      field,
      problem: `holds ${bytes} bytes`,
      write: `${mostBytes} (1 MiB) or fewer: several objects, or files of the image`,
    },
  ];
}
