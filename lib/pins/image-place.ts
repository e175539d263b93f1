// How registries and the paths behind them are written: in pins, in who may build what, and in what a cluster allows.

/** Host of a registry, and its port. Source: distribution/reference v0.6.0, `domainComponent` in regexp.go; in lower case, as one name is one place */
const registry = '[a-z0-9]+([.-]+[a-z0-9]+)*(:[0-9]+)?';

/** A part of a path, which never climbs. Source: opencontainers/distribution-spec, "Pulling manifests" */
const part = '[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*';

/** A registry, and the path behind it if there is one: without a tag, a digest or a slash at the end. A JSON Schema's pattern too. */
export const placePattern = `^${registry}(/${part})*$`;

/** A registry and the path of an image. A JSON Schema's pattern too. */
export const repositoryPattern = `^${registry}(/${part})+$`;

const place = new RegExp(placePattern);
const repository = new RegExp(repositoryPattern);

/** Whether a text is a registry, or a registry and a path. */
export function isPlace(text: string): boolean {
  return place.test(text);
}

/** Whether a text is the registry and the path of an image. */
export function isRepository(text: string): boolean {
  return repository.test(text);
}

/** An image by its digest. */
export interface ByDigest {
  /** Registry and path. */
  readonly repository: string;
  /** `<repository>@<digest>` */
  readonly image: string;
}

/** The image that `<repository>@sha256:<digest>` names, with a tag for people or without; undefined of anything else. */
export function byDigest(text: string): ByDigest | undefined {
  const [, repository = '', digest] = /^([^@]+?)(?::[^:/@]+)?@(sha256:[0-9a-f]{64})$/.exec(text) ?? [];
  return isRepository(repository) ? { repository, image: `${repository}@${digest}` } : undefined;
}
