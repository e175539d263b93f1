// What Helm, OCI and Flux demand of a release's settings, beyond what the compiler can tell.
import { parseDocument } from 'yaml';
import { dnsLabel, isOciRepository, wholeNumber } from '../validation/limits.ts';
import { type Fault, unless } from '../validation/rules.ts';
import type { HelmReleaseProps, PostRenderer } from './helm-release.ts';

/** Minutes for one install or upgrade; a Kustomization waits longer than its releases, so that Helm reports first. */
export const defaultTimeoutMinutes = 10;

/** Source: Semantic Versioning 2.0.0, with the "v" that Helm takes, too. */
const exactVersion = /^v?\d+\.\d+\.\d+(?:-[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?(?:\+[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?$/;

/** What is wrong with a release's settings. @param strangers the releases of other charts that it waits for */
export function helmReleaseFaults(
  name: string,
  props: HelmReleaseProps,
  strangers: readonly string[] = [],
): readonly Fault[] {
  const { version, digest, signedBy, namespace, values, ignoreDrift = [], timeoutMinutes } = props;
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
    ...sourceFaults(props),
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
    ...strangers.map((stranger) => ({
      field: 'dependsOn',
      problem: `"${stranger}" is in another chart, whose failed upgrade would hold back this one's`,
      write: 'nothing: the order of charts is derived, from `provides` there and `requires` here',
    })),
    ...(props.postRenderers ?? []).flatMap(patchFaults),
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

/** Where the chart is, and what of it can be held fast there. */
function sourceFaults({ url, chart, digest, signedBy }: HelmReleaseProps): Fault[] {
  if (url.startsWith('oci://'))
    return [
      ...unless(isOciRepository(url), {
        field: 'url',
        problem: `"${url}" is no OCI repository`,
        write: 'oci://registry/path/chart, the path in lower case, without a tag: the version has its own field',
      }),
      ...unless(chart === undefined, {
        field: 'chart',
        problem: `"${chart}" stands beside an OCI repository, which is one chart`,
        write: 'it at the end of `url`',
      }),
    ];
  if (!/^https:\/\/[^\s/]+/.test(url))
    return [
      {
        field: 'url',
        problem: `"${url}" is no repository of charts`,
        write: 'oci://registry/path/chart, or https://host/path and the name of the `chart`',
      },
    ];
  const unpinnable = Object.entries({ digest, signedBy }).filter(([, value]) => value !== undefined);
  return [
    ...unless(chart !== undefined && /^[^\s/]+$/.test(chart), {
      field: 'chart',
      problem: chart === undefined ? 'is missing' : `"${chart}" is no name of a chart`,
      write: `the name that it has in ${url}/index.yaml`,
    }),
    ...unpinnable.map(([field]) => ({
      field,
      problem: 'is nothing that Flux compares with a chart of a Helm repository',
      write: 'nothing, or the OCI repository of the same chart in `url`',
    })),
  ];
}

/** Kustomize takes patches as text, which only the cluster would read. */
function patchFaults({ kustomize }: PostRenderer, index: number): Fault[] {
  return (kustomize?.patches ?? []).flatMap(({ patch }, place) => {
    const document = parseDocument(patch);
    return unless(document.errors.length === 0 && typeof document.toJS() === 'object' && document.contents !== null, {
      field: `postRenderers.${index}.kustomize.patches.${place}.patch`,
      problem: 'is no YAML of an object or of a list of operations',
      write: 'a strategic merge patch, or operations of JSON Patch (RFC 6902)',
    });
  });
}

/** Where values are null: Helm's way to unset a default. */
function nulls(value: unknown, place: string): string[] {
  if (value === null) return [place];
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => nulls(inner, `${place}.${key}`));
}
