// A name that the API server refuses would stop its whole chart in the cluster.
import { isAtLeast } from '../../lib/kubernetes-version.ts';
import { kindKey } from '../identity.ts';
import { isDnsLabel, isDnsSubdomain } from '../../lib/validation/limits.ts';
import type { Check } from './check.ts';

/** The first Kubernetes whose Services may begin with a digit. Source: feature gate RelaxedServiceNameValidation, on since then. */
const relaxedServices = '1.36';

/** Kinds whose name is a DNS label (RFC 1123); a Service's once had to begin with a letter (RFC 1035). */
const labelKinds = new Set(['/Service', '/Namespace', 'apps/StatefulSet']);

/**
 * A Job's name is a label of its pods; a schedule's Jobs have the name with eleven characters more, and so has the label
 * `controller-revision-hash` of a StatefulSet's pods, which the API server refuses later. Source: Kubernetes,
 * `pkg/controller/history/controller_history.go`, ControllerRevisionName.
 */
const longest: Readonly<Record<string, number>> = { 'apps/StatefulSet': 52, 'batch/CronJob': 52, 'batch/Job': 63 };

/** Kinds whose name is a path segment: anything but `/`, `%`, `.` and `..`. */
const pathSegmentKinds = /^(?:rbac\.authorization\.k8s\.io\/.*|policy\/PodDisruptionBudget)$/;

/** Kinds whose name is made of parts: of one that is none the part tells. */
const madeOfParts = new Set(['apiextensions.k8s.io/CustomResourceDefinition', 'apiregistration.k8s.io/APIService']);

/** Source: Kubernetes documentation, "Object Names and IDs". */
export const invalidName: Check = ({ objects, kubernetes }) =>
  objects.flatMap(({ at, object }) => {
    const { name } = object.metadata;
    const write = remedy(kindKey(object), name ?? '', kubernetes);
    return write === undefined
      ? []
      : [{ at, field: 'metadata.name', problem: `"${name ?? ''}" is no name of a ${object.kind}`, write }];
  });

function remedy(kind: string, name: string, kubernetes: string): string | undefined {
  if (madeOfParts.has(kind)) return undefined;
  if (pathSegmentKinds.test(kind)) return /^(?!\.{1,2}$)[^/%]+$/.test(name) ? undefined : 'a name without "/" and "%"';
  if (kind === '/Service' && !/^[a-z]/.test(name) && !isAtLeast(kubernetes, relaxedServices))
    return 'a DNS label that begins with a letter';
  if (labelKinds.has(kind)) {
    const mostOfLabel = longest[kind] ?? 63;
    return isDnsLabel(name) && name.length <= mostOfLabel
      ? undefined
      : `a DNS label: lower case letters, digits and "-", ${mostOfLabel} characters at most`;
  }
  const most = longest[kind] ?? 253;
  return isDnsSubdomain(name) && name.length <= most
    ? undefined
    : `lower case letters, digits, "-" and ".", ${most} characters at most`;
}
