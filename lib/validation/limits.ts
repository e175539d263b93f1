// The few shapes that Kubernetes demands of names and numbers, each as a rule that says what to write instead.
import { isIP } from 'node:net';
import { type Fault, unless } from './rules.ts';

const dnsLabelPattern = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const cpuPattern = /^(?:[1-9]\d*m?|\d*\.\d{1,3})$/;
/** A size without a unit would be bytes, which nobody means. Source: Kubernetes API, "Quantity". */
const sizePattern = /^(\d+(?:\.\d*)?|\.\d+)(?:([kMGTPE]|[KMGTPE]i)|[eE](\d{1,2}))$/;
const units = ['k', 'M', 'G', 'T', 'P', 'E'];
const dataKeyPattern = /^(?!\.{1,2}$)[-._a-zA-Z0-9]{1,253}$/;
const ociPattern =
  /^oci:\/\/[A-Za-z\d](?:[-A-Za-z\d.]*[A-Za-z\d])?(?::\d{1,5})?(?:\/[a-z\d]+(?:(?:\.|_|__|-+)[a-z\d]+)*)+$/;
const guidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const hostPattern = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$/;

/** A DNS label (RFC 1123): lower case letters, digits and `-`, 63 characters at most, a letter or digit at both ends. */
export function isDnsLabel(name: string): boolean {
  return name.length <= 63 && dnsLabelPattern.test(name);
}

/** A DNS subdomain (RFC 1123): labels with dots between them, 253 characters at most. Source: Kubernetes, "Object Names and IDs". */
export function isDnsSubdomain(name: string): boolean {
  return name.length <= 253 && name.split('.').every((label) => dnsLabelPattern.test(label));
}

/** Refuses a name that is no DNS label (RFC 1123). */
export function dnsLabel(field: string, name: string): Fault[] {
  return unless(isDnsLabel(name), {
    field,
    problem: `"${name}" is no DNS label (RFC 1123)`,
    write: 'lower case letters, digits and "-", 63 characters at most, a letter or digit at both ends',
  });
}

/** Refuses a DNS label that is too long for what is called after it. @param what that is */
export function shortLabel(field: string, name: string, most: number, what: string): Fault[] {
  return unless(name.length <= most || !isDnsLabel(name), {
    field,
    problem: `"${name}" has ${name.length} characters, and ${what}`,
    write: `${most} characters at most`,
  });
}

/** Refuses what is no fully qualified host name (RFC 1123, two labels or more). */
export function hostName(field: string, host: string): Fault[] {
  return unless(host.length <= 253 && hostPattern.test(host), {
    field,
    problem: `"${host}" is no host name (RFC 1123)`,
    write: 'a full host name such as "links.example.com"',
  });
}

/** A registry, and a path in it, without tag and digest. Source: OCI Distribution Specification, "Pulling manifests"; Flux, "OCI Repositories", URL. */
export function isOciRepository(url: string): boolean {
  return ociPattern.test(url);
}

/**
 * Refuses what is no amount of CPU above zero, in whole millicores, or in cores with three decimals at most. Source: Kubernetes,
 * "Resource Management for Pods and Containers", CPU resource units.
 */
export function cpuQuantity(field: string, quantity: string): Fault[] {
  return unless(milliCpu(quantity) > 0, {
    field,
    problem: `"${quantity}" is no amount of CPU`,
    write: 'millicores or cores, such as "250m", "0.25" or "1"',
  });
}

/** Millicores of an amount of CPU; 0 for what {@link cpuQuantity} refuses. */
export function milliCpu(quantity: string): number {
  if (!cpuPattern.test(quantity)) return 0;
  return quantity.endsWith('m') ? Number.parseInt(quantity, 10) : Math.round(Number(quantity) * 1000);
}

/** The amount as the API server writes it, which knows no fractions: `500m` for `0.5`. */
export function cpuAsStored(quantity: string): string {
  const milli = milliCpu(quantity);
  if (!quantity.includes('.') || milli === 0) return quantity;
  return milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`;
}

/** Refuses what is no amount of memory or disk of a byte or more. */
export function memoryQuantity(field: string, quantity: string): Fault[] {
  return unless(bytes(quantity) >= 1, {
    field,
    problem: `"${quantity}" is no amount of memory`,
    write: 'a quantity such as "256Mi"',
  });
}

/** Bytes of an amount of memory; 0 for what {@link memoryQuantity} refuses. */
export function bytes(quantity: string): number {
  const [, number = '0', unit = '', exponent = '0'] = sizePattern.exec(quantity) ?? [];
  const thousands = 1 + units.indexOf(unit.endsWith('i') ? unit.charAt(0).replace('K', 'k') : unit);
  return Number(number) * (unit.endsWith('i') ? 1024 : 1000) ** thousands * 10 ** Number(exponent);
}

/** Refuses what is no key of a ConfigMap or Secret. Source: Kubernetes API, "ConfigMap", `data`. */
export function dataKey(field: string, key: string): Fault[] {
  return unless(dataKeyPattern.test(key), {
    field,
    problem: `"${key}" is no key of a ConfigMap or Secret`,
    write: 'letters, digits, "-", "_" and "."',
  });
}

/** Refuses a number that is not whole or is below `min` or above `max`. */
export function wholeNumber(field: string, value: number, min: number, max: number): Fault[] {
  return unless(Number.isInteger(value) && value >= min && value <= max, {
    field,
    problem: `${value} is not a whole number from ${min} to ${max}`,
    write: `${min} to ${max}`,
  });
}

/** Refuses what is no range of addresses, written as a CIDR. */
export function addressRange(field: string, range: string): Fault[] {
  const [address = '', bits = '', ...more] = range.split('/');
  const version = isIP(address);
  const isRange =
    more.length === 0 && version > 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
  return unless(isRange, {
    field,
    problem: `"${range}" is no range of addresses`,
    write: 'a range such as "10.0.0.0/8"',
  });
}

/** Refuses what is no id of Azure's. */
export function guid(field: string, id: string): Fault[] {
  return unless(guidPattern.test(id), {
    field,
    problem: `"${id}" is no GUID`,
    write: 'the id as az prints it: 36 characters, lower case',
  });
}

/** Refuses what is no address of one mailbox. */
export function mailAddress(field: string, address: string): Fault[] {
  return unless(/^[^\s@,{}]+@[^\s@,{}]+$/.test(address), {
    field,
    problem: `"${address}" is no address`,
    write: 'one address, such as "team@example.com"',
  });
}
