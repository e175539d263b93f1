// Files for a container from a ConfigMap or Secret, and the checksum that replaces the pods when they change.

/** A volume, where it is mounted, and what its content hashes to. */
export interface Mount {
  /** The volume's name in the pod: a DNS label. */
  readonly name: string;
  /** The folder in the container, absolute. */
  readonly path: string;
  readonly source:
    | { readonly secret: string }
    | { readonly configMap: string }
    | { readonly emptyDir: { readonly sizeLimit: string } };
  /** SHA-256 of the content, in hexadecimal; part of the pod template, so that a change rolls the pods. @default none */
  readonly checksum?: string;
}

/** A Secret's keys as files, readable by the container's group alone. */
export function secretMount(secret: string, path: string, checksum: string): Mount {
  return { name: secret, path, source: { secret }, checksum };
}

/** A ConfigMap's keys as files. */
export function configMount(configMap: string, path: string, checksum: string): Mount {
  return { name: configMap, path, source: { configMap }, checksum };
}

/** A folder that can be written to, for the life of the pod. @param sizeLimit a quantity such as `64Mi` */
export function scratch(name: string, path: string, sizeLimit: string): Mount {
  return { name, path, source: { emptyDir: { sizeLimit } } };
}
