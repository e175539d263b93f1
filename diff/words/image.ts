// An image's name is long and mostly the same: say what differs.

interface Image {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
}

/** `version 0.2.0 instead of 0.1.0`; the whole name only where that changes. */
export function imageChange(before: string, after: string): string {
  const [old, now] = [parse(before), parse(after)];
  if (old.repository !== now.repository) return `${after} instead of ${before}`;
  if (old.tag !== now.tag) return `version ${now.tag || now.digest} instead of ${old.tag || old.digest}`;
  return `another build of version ${now.tag}: ${short(now.digest)} instead of ${short(old.digest)}`;
}

/** `version 0.1.0` for an image that is called as the workload is; else its last name too. */
export function imageName(image: string, workload: string): string {
  const { repository, tag, digest } = parse(image);
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  const version = `version ${tag || short(digest)}`;
  return name === workload ? version : `${name}, ${version}`;
}

function parse(image: string): Image {
  const [name = '', digest = ''] = image.split('@');
  const colon = name.lastIndexOf(':');
  const isTag = colon > name.lastIndexOf('/');
  return { repository: isTag ? name.slice(0, colon) : name, tag: isTag ? name.slice(colon + 1) : '', digest };
}

/** As Git cuts its ids: enough to tell two apart. */
function short(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12);
}
