// A certificate that ends takes every host behind it along. Prometheus writes the namespace of a Certificate as `exported_namespace`,
// as `namespace` is that of cert-manager.
import type { Rule } from '../rule.ts';

const each = 'max by (exported_namespace, name)';
const object = 'Certificate {{ $labels.exported_namespace }}/{{ $labels.name }}';

/** 0 stands for a time that cert-manager does not know. Source: cert-manager 1.21, internal/collectors/certificate_collector.go. */
const renewal = `${each} (certmanager_certificate_renewal_timestamp_seconds > 0)`;
const end = `${each} (certmanager_certificate_expiration_timestamp_seconds > 0)`;

/** A certificate that was never issued, or that its Secret no longer holds. A challenge by DNS takes minutes. */
const notReady: Rule = {
  alert: 'CertificateNotReady',
  expr: `${each} (certmanager_certificate_ready_status{condition!="True"}) == 1`,
  for: '30m',
  summary: `${object} has not been ready for half an hour: what serves with it has none, or an old one.`,
};

/** While its renewal fails a certificate is ready still; it begins when a third of its life is left, so a day is early. */
const notRenewed: Rule = {
  alert: 'CertificateNotRenewed',
  expr: `time() - ${renewal} > 86400`,
  for: '15m',
  summary: `${object} should have been renewed {{ $value | humanizeDuration }} ago: it still serves, until it ends.`,
};

/** Three days, so that a weekend is left. One that lives for less has this only where its renewal is late. */
const ends: Rule = {
  alert: 'CertificateEnds',
  severity: 'critical',
  expr: `${end} - time() < 3 * 86400 and on (exported_namespace, name) ${renewal} < time()`,
  for: '1h',
  summary: `${object} ends within three days, or has ended, and was not renewed: every host that it serves goes with it.`,
};

export const certificates: readonly Rule[] = [notReady, notRenewed, ends];
