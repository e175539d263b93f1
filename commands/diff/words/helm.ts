// A Helm release is seen from outside only: which chart, which version, which values; and whether it brings CRDs.
import { kindKey } from '../../../render/identity.ts';
import { bringsDefinitions } from '../../../render/removals.ts';
import type { KubeObject } from '../../../render/rendered.ts';
import { type Rule, type Sentence, type Subject, shown } from './rule.ts';

const upgrade = 'Helm upgrades the release, and restarts what its chart says';

/** Where the chart comes from: the OCIRepository of a release. */
export const sourceRules: readonly Rule[] = [
  {
    at: 'spec ref tag',
    say: ({ before, after, subject }): Sentence => {
      const text = `has chart version ${shown(after)} instead of ${shown(before)}: ${upgrade}`;
      return releasesOf(subject).some(bringsDefinitions)
        ? { text: `${text}; it replaces the CRDs too, for all that use them`, danger: 'definitions', upgrades: true }
        : { text, upgrades: true };
    },
  },
];

export const releaseRules: readonly Rule[] = [
  ...['releaseName', 'targetNamespace', 'storageNamespace'].map((field): Rule => ({
    at: `spec ${field}`,
    say: ({ before, after }) => ({
      text: `changes spec.${field} from ${shown(before)} to ${shown(after)}: Flux uninstalls the release and installs another`,
      danger: 'refused',
    }),
  })),
  ...['install', 'upgrade'].map((action): Rule => ({
    at: `spec ${action} crds`,
    say: ({ before, after }) => ({
      text: `handles its CRDs by ${shown(after)} instead of ${shown(before)} at ${action}`,
      danger: 'definitions',
    }),
  })),
];

/** What other values mean for a release, said once whichever they are. */
export function upgradeOf({ before, after }: Subject): Sentence[] {
  const values = (object: KubeObject): string =>
    JSON.stringify((object.spec as { values?: unknown } | undefined)?.values);
  const isRelease = kindKey(after) === 'helm.toolkit.fluxcd.io/HelmRelease';
  return isRelease && values(before) !== values(after) ? [{ text: upgrade, upgrades: true }] : [];
}

function releasesOf({ after, inChart }: Subject): KubeObject[] {
  return inChart('HelmRelease').filter(
    ({ spec }) => (spec as { chartRef?: { name?: string } } | undefined)?.chartRef?.name === after.metadata.name,
  );
}
