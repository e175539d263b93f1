// By annotations and labels of their own, kustomize and Flux are told to leave an object out, rename it or apply it another
// way: dist/ would hold it, and the cluster would lose it.
import { fleetFile, neverPrune, replaceWhenChanged } from '../../lib/platform.ts';
import { kindKey } from '../identity.ts';
import type { KubeObject } from '../rendered.ts';
import type { Check } from './check.ts';

/** Sources: kustomize, `konfig/general.go` and `internal/utils/annotations.go`; Flux documentation, "Kustomization"; cli-utils. */
const theirs = /(?:^|\.)(?:fluxcd\.io|config\.kubernetes\.io|config\.k8s\.io|cli-utils\.sigs\.k8s\.io)\//;

/** The closed list of what an object may say to them: that Flux never deletes it, and a Job that it is made anew when it changes. */
const allowed = (object: KubeObject): Readonly<Record<string, string>> =>
  kindKey(object) === 'batch/Job' ? { ...neverPrune, ...replaceWhenChanged } : neverPrune;

/** Flux reads labels as it reads annotations. */
const parts = ['annotations', 'labels'] as const;

export const reservedMetadata: Check = ({ applications, objects }) =>
  objects.flatMap(({ at, chart, object }) => {
    const granted = applications.get(chart)?.exceptions;
    return parts
      .flatMap((part) => Object.entries(object.metadata[part] ?? {}).map(([key, value]) => ({ part, key, value })))
      .filter(({ key }) => theirs.test(key))
      .filter(({ part, key, value }) => !(part === 'annotations' && allowed(object)[key] === value))
      .map(({ part, key, value }) => ({ field: `metadata.${part}.${key}`, value }))
      .filter(({ field }) => !granted?.has(`${kindKey(object)} ${field}`))
      .map(({ field, value }) => ({
        at,
        field,
        problem: `is "${value}", by which kustomize or Flux would not apply the object as it stands`,
        write: `nothing; of theirs, ${Object.entries(allowed(object))
          .map((pair) => pair.join(': '))
          .join(
            ' and ',
          )} alone is allowed; another one, with its reason, by ${doorOf(applications.has(chart), object, field)}`,
      }));
  });

/** Not the object itself: whoever changes that would open it. */
function doorOf(isApplication: boolean, object: KubeObject, field: string): string {
  return isApplication
    ? `exceptions: [{ kind: '${kindKey(object)}', field: '${field}', because: '...' }] in ${fleetFile}`
    : 'the list in render/checks/reserved-metadata.ts';
}
