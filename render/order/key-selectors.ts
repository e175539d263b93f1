// The keys of Secrets and ConfigMaps that a custom resource takes: its definition names each by `name` and `key`, wherever it stands.
import { asString } from '../fields.ts';
import { kindKey } from '../identity.ts';
import type { KubeObject } from '../rendered.ts';
import { fieldPath } from '../schema/pointer.ts';

/** A key of an object in the custom resource's own namespace. */
export interface KeySelector {
  readonly kind: '/ConfigMap' | '/Secret';
  readonly name: string;
  readonly field: string;
  readonly keys: readonly string[];
}

/**
 * The kinds whose controllers pass the whole object over, or fail with it, for want of one key. Sources: Prometheus Operator,
 * `pkg/assets/store.go`; cert-manager and External Secrets, API reference, "SecretKeySelector".
 */
const kinds: ReadonlySet<string> = new Set([
  'cert-manager.io/Issuer',
  'external-secrets.io/SecretStore',
  'monitoring.coreos.com/AlertmanagerConfig',
  'monitoring.coreos.com/PodMonitor',
  'monitoring.coreos.com/Probe',
  'monitoring.coreos.com/ScrapeConfig',
  'monitoring.coreos.com/ServiceMonitor',
]);

/** What the controller itself makes: the account's key of an ACME issuer. */
const made = new Set(['privateKeySecretRef']);

/** Those that must be there; optional ones are left out. */
export function keySelectors(object: KubeObject): KeySelector[] {
  const found: KeySelector[] = [];
  const steps: string[] = [];
  const search = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || made.has(steps.at(-1) ?? '')) return;
    const { name, key, optional } = value as Readonly<Record<string, unknown>>;
    if (typeof name === 'string' && typeof key === 'string') {
      const kind = /configMap/i.test(steps.at(-1) ?? '') ? '/ConfigMap' : '/Secret';
      if (optional !== true) found.push({ kind, name: asString(name), field: fieldPath(object, steps), keys: [key] });
      return;
    }
    for (const [step, inner] of Object.entries(value)) {
      steps.push(step);
      search(inner);
      steps.pop();
    }
  };
  if (kinds.has(kindKey(object))) {
    steps.push('spec');
    search(object.spec);
  }
  return found;
}
