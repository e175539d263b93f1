// A Helm release is seen from outside only: which chart, which version, which values; and whether it brings CRDs.
import { asArray, asRecord, asString, at } from '../../render/fields.ts';
import { kindKey } from '../../render/identity.ts';
import { bringsDefinitions } from '../../render/removals.ts';
import type { KubeObject } from '../../render/rendered.ts';
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
  {
    at: 'spec verify **',
    say: ({ subject: { before, after } }): Sentence => {
      const [was, is] = [before, after].map(signersOf);
      if (is === '') return { text: `is installed whoever signed its chart, not only ${was}`, danger: 'weaker' };
      if (was === '') return { text: `is installed only if its chart is signed by ${is}` };
      return { text: `is installed if its chart is signed by ${is} instead of ${was}`, danger: 'weaker' };
    },
  },
];

function signersOf(source: KubeObject): string {
  return asArray(at(source, 'spec.verify.matchOIDCIdentity'))
    .map((identity) => asString(asRecord(identity).subject))
    .join(' or ');
}

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
