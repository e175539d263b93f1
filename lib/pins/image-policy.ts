// Who may have built the images that the clusters run: what a digest must bring with it before it is pinned.
import { isPlace } from './image-place.ts';
import { anyOf, mapOf, needed, propsOf } from '../validation/props.ts';
import type { Fault } from '../validation/rules.ts';
import { oneOf, such } from '../validation/shape.ts';

/** Severities of a scanner, the least one first. What is not rated yet (`UNKNOWN`) is below all. Source: Trivy's reports */
export const severities = ['UNKNOWN', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;

/** How bad a finding of a scan is. */
export type Severity = (typeof severities)[number];

/** The workflow that builds and signs, and the repository for which it does. */
export interface ImageBuilder {
  /** Who vouched for the workflow's identity. @default GitHub Actions: `https://token.actions.githubusercontent.com` */
  readonly issuer?: string;
  /**
   * Address of the workflow's file: `https://github.com/<owner>/<name>/.github/workflows/<file>`. Of a called workflow, the one that
   * is called. With `@` and a ref, that version alone; without, any: which one is called, the branch of `repository` says.
   */
  readonly workflow: string;
  /** `<owner>/<name>` of the repository whose run it was. A called workflow has one address for all that call it. */
  readonly repository: string;
  /** Branch of that repository: what was reviewed. @default 'main' */
  readonly branch?: string;
  /** The least severity of a finding that holds an image back. @default 'HIGH' */
  readonly threshold?: Severity;
}

/** Images that are taken as they are. */
export interface Unverified {
  /** Why: who publishes them, and what they lack. */
  readonly because: string;
}

/** A Sigstore instance other than the public one. */
export interface SigstoreInstance {
  /** File with its trusted root, as `cosign trusted-root create` writes it: one instance. What `gh attestation trusted-root` prints are several, a line each. */
  readonly trustedRoot: string;
  /**
   * What proves that the certificate was valid when it signed. `log`: an entry of its transparency log. `timestamps`: its
   * timestamp authority, without a log that others can watch. `none`: nothing, so that it must be valid still; for tests.
   */
  readonly witness: 'log' | 'timestamps' | 'none';
}

/** What the images of a fleet must bring with them. */
export interface ImagePolicy {
  /**
   * By registry (`example.azurecr.io`), or as much of the repository's path behind it as is meant; the longest that fits counts.
   * An image that none fits is refused.
   */
  readonly builders: Readonly<Record<string, ImageBuilder | Unverified>>;
  /** @default the public one, with its transparency log */
  readonly sigstore?: SigstoreInstance;
  /** File with the findings of scans that are excepted for a time. @default none is */
  readonly exceptions?: string;
}

const reason = such((value) => typeof value === 'string' && value.trim() !== '', 'why, in words');

const file = such((value) => typeof value === 'string' && value.trim() !== '', 'the path of a file');

const builder = propsOf<ImageBuilder>({
  issuer: such(
    (value) => typeof value === 'string' && /^https:\/\/[^/\s]+(\/\S*)?$/.test(value),
    'an address with https://',
  ),
  workflow: needed(
    such(
      (value) =>
        typeof value === 'string' &&
        /^https:\/\/[^/\s]+\/[^/\s]+\/[^/\s]+\/\.github\/workflows\/[^/@\s]+\.ya?ml(@\S+)?$/.test(value),
      'https://github.com/<owner>/<name>/.github/workflows/<file>.yaml',
    ),
  ),
  repository: needed(
    such((value) => typeof value === 'string' && /^[\w.-]+\/[\w.-]+$/.test(value), '<owner>/<name> of a repository'),
  ),
  branch: such(
    (value) => typeof value === 'string' && /^(?!refs\/)\S+$/.test(value),
    'a branch by its name, without refs/heads/',
  ),
  threshold: oneOf(...severities),
});

/** The shape of {@link ImagePolicy}. */
export const imagePolicyShape = propsOf<ImagePolicy>({
  builders: needed(
    mapOf(
      anyOf(
        '{ workflow, repository } and at will { issuer, branch, threshold }, or { because }',
        builder,
        propsOf<Unverified>({ because: needed(reason) }),
      ),
    ),
  ),
  sigstore: propsOf<SigstoreInstance>({
    trustedRoot: needed(file),
    witness: needed(oneOf('log', 'timestamps', 'none')),
  }),
  exceptions: file,
});

/** Entries of a policy that no image could ever fit: one above would count instead, without a word. */
export function builderFaults({ builders }: ImagePolicy): Fault[] {
  return Object.keys(builders)
    .filter((each) => !isPlace(each))
    .map((each) => ({
      field: `images.builders["${each}"]`,
      problem: 'is the place of no image',
      write: '<registry> or <registry>/<path>, in lower case, without a tag or a slash at the end',
    }));
}

/** Whether a repository of images is that one, or below it. */
export function covers(place: string, repository: string): boolean {
  return repository === place || repository.startsWith(`${place}/`);
}

/** Who may have built the images of a repository; undefined where nobody is named. */
export function builderOf({ builders }: ImagePolicy, repository: string): ImageBuilder | Unverified | undefined {
  const [longest] = Object.keys(builders)
    .filter((place) => covers(place, repository))
    .toSorted((one, other) => other.length - one.length);
  return longest === undefined ? undefined : builders[longest];
}
