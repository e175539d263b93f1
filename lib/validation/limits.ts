// The few shapes that Kubernetes demands of names and numbers, each as a rule that says what to write instead.
import type { Fault } from './rules.ts';

const dnsLabelPattern = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const hostPattern = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$/;

/** A DNS label (RFC 1123): lower case letters, digits and `-`, 63 characters at most, a letter or digit at both ends. */
export function isDnsLabel(name: string): boolean {
  return name.length <= 63 && dnsLabelPattern.test(name);
}

/** Refuses a name that is no DNS label (RFC 1123). */
export function dnsLabel(field: string, name: string): Fault[] {
  return isDnsLabel(name)
    ? []
    : [
        {
          field,
          problem: `"${name}" is no DNS label (RFC 1123)`,
          write: 'lower case letters, digits and "-", 63 characters at most, a letter or digit at both ends',
        },
      ];
}

/** Refuses what is no fully qualified host name (RFC 1123, two labels or more). */
export function hostName(field: string, host: string): Fault[] {
  return host.length <= 253 && hostPattern.test(host)
    ? []
    : [
        {
          field,
          problem: `"${host}" is no host name (RFC 1123)`,
          write: 'a full host name such as "links.example.com"',
        },
      ];
}

/** Refuses a number that is not whole or is below `min` or above `max`. */
export function wholeNumber(field: string, value: number, min: number, max: number): Fault[] {
  return Number.isInteger(value) && value >= min && value <= max
    ? []
    : [{ field, problem: `${value} is not a whole number from ${min} to ${max}`, write: `${min} to ${max}` }];
}
