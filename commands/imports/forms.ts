// The forms that Kubernetes' fields have, in the words of a schema. Source: apimachinery, pkg/util/validation.
import type { Schema } from '@cfworker/json-schema';

export const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
export const subdomain = `${label}(\\.${label})*`;
export const underscored = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
export const kernelWord = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';

/** Each may be empty: that is the field left out. */
export const dnsLabel: Schema = {
  pattern: `^(${label})?$`,
  maxLength: 63,
  description: 'a DNS label: lower case letters, digits and "-", 63 characters at most',
};
export const dnsName: Schema = {
  pattern: `^(${subdomain})?$`,
  maxLength: 253,
  description: 'lower case letters, digits, "-" and ".", 253 characters at most',
};
/** One that begins with a letter, as in Kubernetes' own paths; it is not empty. */
export const segment = '[a-z]([-a-z0-9]*[a-z0-9])?';
export const apiName: Schema = {
  pattern: `^${segment}$`,
  maxLength: 63,
  description: 'lower case letters, digits and "-", a letter in front, 63 characters at most',
};
export const kindName: Schema = {
  pattern: '^([A-Za-z]([-A-Za-z0-9]*[A-Za-z0-9])?)?$',
  maxLength: 63,
  description: 'letters and digits, a letter in front, 63 characters at most',
};
export const labelKey: Schema = {
  pattern: `^((${subdomain}/)?[A-Za-z0-9]([-\\w.]{0,61}[A-Za-z0-9])?)?$`,
  description: 'letters, digits, "-", "_" and ".", 63 characters at most; in front of it a domain and "/", if you like',
};
export const some: Schema = { minLength: 1 };
export const filled: Schema = { minItems: 1 };
export const whole: Schema = { minimum: 0 };
export const positive: Schema = { minimum: 1 };
export const port: Schema = { minimum: 1, maximum: 65_535, description: 'a number from 1 to 65535' };
export const portName: Schema = {
  pattern: '^(([0-9]+-)*[0-9]*[a-z][a-z0-9]*(-[a-z0-9]+)*)?$',
  maxLength: 15,
  description: 'lower case letters, digits and "-", 15 characters at most, with a letter among them',
};
export const portOrName: Schema = {
  ...portName,
  ...port,
  description: `a number from 1 to 65535, or ${portName.description}`,
};
export const probedPort: Schema = { ...portOrName, ...some };
export const countOrShare: Schema = {
  minimum: 0,
  maximum: 2 ** 31 - 1,
  pattern: '^\\d+%$',
  description: 'a whole number, or a percentage such as "25%"',
};
export const countOrPart: Schema = {
  ...countOrShare,
  pattern: '^0*(\\d{1,2}|100)%$',
  description: 'a whole number, or a percentage of 100% at most',
};
export const share: Schema = { minimum: 1, maximum: 100 };
export const percent: Schema = { minimum: 0, maximum: 100 };
export const tokenSeconds: Schema = { minimum: 600, maximum: 2 ** 32 };
export const parameters: Schema = { maxProperties: 512 };
export const userId: Schema = { minimum: 0, maximum: 2 ** 31 - 1 };
export const mode: Schema = { minimum: 0, maximum: 0o777, description: 'a mode from 0 to 0777 (511)' };
export const inside: Schema = {
  pattern: '^((\\.|[^/.][^/]*|\\.[^/.][^/]*|\\.\\.[^/]+)(/(\\.|[^/.][^/]*|\\.[^/.][^/]*|\\.\\.[^/]+)?)*)?$',
  description: 'a path from there, without ".." and without "/" in front',
};
// Go's expressions look neither ahead nor back, so what may not be is spelt out.
const step = '([^/.][^/]*|\\.[^/.][^/]*|\\.\\.[^/]+|\\.)?';
export const notBack: Schema = { pattern: `^${step}(/${step})*$`, description: 'a path without ".."' };
export const dataKey: Schema = {
  pattern: '^([-_a-zA-Z0-9][-._a-zA-Z0-9]{0,252}|\\.[-_a-zA-Z0-9][-._a-zA-Z0-9]{0,251})$',
  description: 'a key: letters, digits, "-", "_" and "."',
};
export const pathSegment: Schema = {
  pattern: '^([^/%.][^/%]*|\\.[^/%.][^/%]*|\\.\\.[^/%]+)$',
  description: 'a name without "/" and "%"',
};
export const driverName: Schema = {
  pattern: '^[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)*$',
  maxLength: 63,
  description: 'the name of a driver, such as "file.csi.azure.com"',
};
export const expression: Schema = { pattern: '\\S', description: 'an expression of CEL' };
export const printable: Schema = {
  pattern: '^[ -<>-~]+$',
  description: 'printable ASCII characters other than "="',
};
export const wildcardName: Schema = {
  pattern: `^((\\*\\.)?${subdomain})$`,
  maxLength: 253,
  description: 'a host name, such as "a.example.com"',
};
export const apiVersion: Schema = {
  pattern: '^[^/]*(/[^/]*)?$',
  description: 'a group and a version, such as "apps/v1"',
};
export const oneOf = (...words: string[]): Schema => ({ enum: words });
