// What the webhook of cert-manager refuses. Source: cert-manager, `internal/apis/certmanager/validation/`, certificate.go, issuer.go.
import { goMinutes } from '../../helm-timeout.ts';
import { type Fault, unless } from '../../../lib/validation/rules.ts';
import { asArray, asRecord, asString } from '../../fields.ts';
import type { AnyMap, Rule } from './rule.ts';

const names = ['dnsNames', 'ipAddresses', 'uris', 'emailAddresses', 'otherNames'];

/** What is taken where a certificate does not say, in minutes: 90 days, and a third of its time is left for the renewal. */
const usualDuration = 90 * 24 * 60;
const leastDuration = 60;
const leastBefore = 5;

/** Sizes of keys by their algorithm; of an Ed25519 key there is one alone. */
const isSize: Readonly<Record<string, (size: number) => boolean>> = {
  RSA: (size) => size >= 2048 && size <= 8192,
  ECDSA: (size) => [256, 384, 521].includes(size),
  Ed25519: () => true,
};

export const certificate: Rule = ({ spec }) => {
  const own = asRecord(spec);
  const isNamed =
    [own.commonName, own.literalSubject].some(Boolean) || names.some((each) => asArray(own[each]).length > 0);
  return [
    ...unless(isNamed, { field: 'spec.dnsNames', problem: 'is missing, and so is any other name', write: 'the hosts' }),
    ...unless(asString(own.commonName).length <= 64, {
      field: 'spec.commonName',
      problem: 'is longer than 64 characters',
      write: 'nothing: dnsNames alone are looked at',
    }),
    ...durationFaults(own),
    ...sizeFaults(asRecord(own.privateKey)),
  ];
};

function durationFaults({ duration, renewBefore }: AnyMap): Fault[] {
  const whole = duration === undefined ? usualDuration : goMinutes(asString(duration));
  if (whole < leastDuration)
    return [{ field: 'spec.duration', problem: `"${asString(duration)}" is less than an hour`, write: '1h or more' }];
  const before = goMinutes(asString(renewBefore));
  return unless(renewBefore === undefined || (before >= leastBefore && before < whole), {
    field: 'spec.renewBefore',
    problem: `"${asString(renewBefore)}" is less than 5 minutes, or not less than the duration`,
    write: 'a part of the duration, 5m or more',
  });
}

function sizeFaults({ algorithm = 'RSA', size }: AnyMap): Fault[] {
  const isRight = isSize[asString(algorithm)];
  return unless(typeof size !== 'number' || isRight === undefined || isRight(size), {
    field: 'spec.privateKey.size',
    problem: `no ${asString(algorithm)} key has ${String(size)} bits`,
    write: algorithm === 'RSA' ? '2048 to 8192' : '256, 384 or 521',
  });
}

const issuers = ['acme', 'ca', 'selfSigned', 'vault', 'venafi'];

/** One that signs in one way. */
export const issuer: Rule = ({ spec }) => {
  const set = issuers.filter((way) => asRecord(spec)[way] !== undefined);
  return unless(set.length === 1, {
    field: 'spec',
    problem: set.length === 0 ? `has none of ${issuers.join(', ')}` : `has ${set.join(' and ')}`,
    write: 'one of them',
  });
};
