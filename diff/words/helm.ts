// A Helm release is seen from outside only: which chart, which version, which values; and whether it brings CRDs.
import { asArray, asRecord, asString, at } from '../../render/fields.ts';
import { kindKey } from '../../render/identity.ts';
import { bringsDefinitions } from '../../render/removals.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { type Rule, type Sentence, type Subject, shown } from './rule.ts';

const upgrade = 'Helm upgrades the release, and restarts what its chart says';

/** Another version of a chart, wherever it is said. */
const versionRule = (at: string): Rule => ({
  at,
  say: ({ before, after, subject }): Sentence => {
    const text = `has chart version ${shown(after)} instead of ${shown(before)}: ${upgrade}`;
    return releasesOf(subject).some(bringsDefinitions)
      ? { text: `${text}; it replaces the CRDs too, for all that use them`, danger: 'definitions', upgrades: true }
      : { text, upgrades: true };
  },
});

/** Where the chart of a release comes from: its HelmChart. */
export const chartRules: readonly Rule[] = [versionRule('spec version')];

/** Where the chart of a release comes from: its OCIRepository. */
export const sourceRules: readonly Rule[] = [
  versionRule('spec ref tag'),
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
  versionRule('spec chart spec version'),
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

/** What other values mean for a release, and other changes to what its chart renders; said once whichever they are. */
export function upgradeOf({ before, after }: Subject): Sentence[] {
  if (kindKey(after) !== 'helm.toolkit.fluxcd.io/HelmRelease') return [];
  const rendering = (object: KubeObject): string =>
    JSON.stringify(['values', 'valuesFrom', 'postRenderers'].map((field) => at(object.spec, field)));
  return rendering(before) === rendering(after) ? [] : [{ text: upgrade, upgrades: true }];
}

/** The releases of a source in the same chart; of a release that says itself where its chart is, that one. */
function releasesOf({ after, inChart }: Subject): readonly KubeObject[] {
  if (after.kind === 'HelmRelease') return [after];
  return inChart('HelmRelease').filter((release) => at(release, 'spec.chartRef.name') === after.metadata.name);
}
