// Addresses and ranges of them, IPv4 and IPv6. Source: Kubernetes API, "IPBlock"; `validation/ip.go` of apimachinery.
import { BlockList, isIP } from 'node:net';
import type { Fault } from '../../../lib/validation/rules.ts';
import { asArray, asString } from '../../fields.ts';
import { type AnyMap, type Rule, texts } from './rule.ts';

interface Range {
  readonly address: string;
  readonly bits: number;
  readonly family: 'ipv4' | 'ipv6';
}

export const ipBlock: Rule = ({ cidr, except }) => {
  const range = rangeOf(cidr);
  if (!range) return [noRange('cidr', cidr)];
  return asArray(except).flatMap((inner, index) => {
    const field = `except[${index}]`;
    const part = rangeOf(inner);
    if (!part) return [noRange(field, inner)];
    return isWithin(part, range)
      ? []
      : [{ field, problem: `${asString(inner)} is no part of ${asString(cidr)}`, write: 'a smaller range inside it' }];
  });
};

/** Some fields that hold an address, or a list of them. @param words that may stand there too */
export function addresses(fields: readonly string[], ...words: readonly string[]): Rule {
  return (value) =>
    each(value, fields)
      .filter(({ text }) => !isAddress(text) && !words.includes(text))
      .map(({ field, text }) => ({ field, problem: `"${text}" is no address`, write: 'an address such as 10.9.8.7' }));
}

/** Some fields that hold a list of ranges. */
export function ranges(fields: readonly string[]): Rule {
  return (value) =>
    each(value, fields)
      .filter(({ text }) => !rangeOf(text.trim()))
      .map(({ field, text }) => noRange(field, text));
}

/** An address of either family: no zone of a node, and no IPv4 address in disguise. Source: `IsValidIPForLegacyField`, strict. */
export function isAddress(text: string): boolean {
  if (isIP(text) !== 6) return isIP(text) === 4;
  return !text.includes('%') && numberOf(text, 'ipv6') >> 32n !== mapped;
}

/** Whether each node takes an address for itself or its neighbours, so that it leads to nobody else. */
export function isOfNode(address: string): boolean {
  return ofNode.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}

/** Source: `ValidateNonSpecialIP` of Kubernetes. */
const ofNode = new BlockList();
ofNode.addSubnet('127.0.0.0', 8, 'ipv4');
ofNode.addSubnet('169.254.0.0', 16, 'ipv4');
ofNode.addSubnet('224.0.0.0', 24, 'ipv4');
ofNode.addAddress('0.0.0.0', 'ipv4');
ofNode.addAddress('::', 'ipv6');
ofNode.addAddress('::1', 'ipv6');
ofNode.addSubnet('fe80::', 10, 'ipv6');
ofNode.addSubnet('ff02::', 16, 'ipv6');

function each(value: AnyMap, fields: readonly string[]): { readonly field: string; readonly text: string }[] {
  return fields
    .filter((field) => value[field] !== undefined)
    .flatMap((field) =>
      Array.isArray(value[field]) ? texts(value, field) : [{ field, text: asString(value[field]) }],
    );
}

function noRange(field: string, value: unknown): Fault {
  return {
    field,
    problem: `"${asString(value)}" is no range of addresses`,
    write: 'the first address of a range and the length of its mask, such as 10.9.8.0/24',
  };
}

/** How an IPv6 address begins that is an IPv4 address in disguise, which no rule would meet. */
const mapped = 0xff_ffn;

/** Undefined for what is none, and for an address that is not the first of its range. */
function rangeOf(cidr: unknown): Range | undefined {
  const [, address = '', mask = ''] = /^([^/%]+)\/(0|[1-9]\d{0,2})$/.exec(asString(cidr)) ?? [];
  const [family, size] = isIP(address) === 4 ? (['ipv4', 32] as const) : (['ipv6', 128] as const);
  const bits = Number(mask);
  if (isIP(address) === 0 || bits > size) return undefined;
  if (family === 'ipv6' && numberOf(address, family) >> 32n === mapped) return undefined;
  return isFirst(address, bits, family) ? { address, bits, family } : undefined;
}

/** Whether no bit is set beyond the mask. */
function isFirst(address: string, bits: number, family: Range['family']): boolean {
  const free = BigInt((family === 'ipv4' ? 32 : 128) - bits);
  const number = numberOf(address, family);
  return (number >> free) << free === number;
}

function numberOf(address: string, family: Range['family']): bigint {
  if (family === 'ipv4') return BigInt(address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0));
  // A URL has one form for each address, without dots: at most one gap, for groups of zeroes.
  const [before = [], after = []] = new URL(`http://[${address}]`).hostname
    .slice(1, -1)
    .split('::')
    .map((side) => side.split(':').filter((group) => group !== ''));
  const gap = Array<string>(8 - before.length - after.length).fill('0');
  return BigInt(`0x${[...before, ...gap, ...after].map((group) => group.padStart(4, '0')).join('')}`);
}

function isWithin(part: Range, whole: Range): boolean {
  if (part.family !== whole.family || part.bits <= whole.bits) return false;
  const list = new BlockList();
  list.addSubnet(whole.address, whole.bits, whole.family);
  return list.check(part.address, part.family);
}
