// What Helm, OCI and Flux demand of a release's settings, beyond what the compiler can tell.
import type { Fault } from '../validation/rules.ts';
import { dnsLabel, wholeNumber } from '../validation/limits.ts';
import type { HelmReleaseProps } from './helm-release.ts';

/** Minutes for one install or upgrade; a Kustomization waits longer than its releases, so that Helm reports first. */
export const defaultTimeoutMinutes = 10;

const exactVersion = /^v?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

/** What is wrong with a release's settings. */
export function helmReleaseFaults(
  name: string,
  { url, version, digest, signedBy, namespace, values, ignoreDrift = [], timeoutMinutes }: HelmReleaseProps,
): Fault[] {
  const pointers = ignoreDrift.flatMap(({ paths }) => paths);
  return [
    ...dnsLabel('name', name),
    ...(name.length <= 53
      ? []
      : [
          {
            field: 'name',
            problem: `"${name}" is longer than 53 characters`,
            write: 'a shorter name: Helm takes no more',
          },
        ]),
    ...dnsLabel('namespace', namespace),
    ...wholeNumber('timeoutMinutes', timeoutMinutes ?? defaultTimeoutMinutes, 1, 60),
    ...(url.startsWith('oci://')
      ? []
      : [{ field: 'url', problem: `"${url}" is no OCI repository`, write: 'oci://registry/path/chart' }]),
    ...(exactVersion.test(version)
      ? []
      : [{ field: 'version', problem: `"${version}" is no exact version`, write: 'one version, such as "1.2.3"' }]),
    ...(digest === undefined || /^sha256:[0-9a-f]{64}$/.test(digest)
      ? []
      : [{ field: 'digest', problem: `"${digest}" is no digest`, write: 'sha256: and 64 hexadecimal digits' }]),
    ...(signedBy === undefined || (/^https:\/\/\S+$/.test(signedBy.issuer) && /^[^\s<>]+$/.test(signedBy.subject))
      ? []
      : [
          {
            field: 'signedBy',
            problem: `"${signedBy.subject}" of "${signedBy.issuer}" is no identity`,
            write: 'issuer (an address) and subject as `cosign verify` prints them',
          },
        ]),
    ...nulls(values, 'values').map((field) => ({
      field,
      problem: 'is null, which cdk8s leaves out: the default of the chart would stay',
      write: "another value that switches it off, as the chart's documentation says",
    })),
    ...pointers
      .filter((pointer) => !pointer.startsWith('/'))
      .map((pointer) => ({ field: 'ignoreDrift', problem: `"${pointer}" is no JSON pointer`, write: `"/${pointer}"` })),
  ];
}

/** Where values are null: Helm's way to unset a default. */
function nulls(value: unknown, place: string): string[] {
  if (value === null) return [place];
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => nulls(inner, `${place}.${key}`));
}
