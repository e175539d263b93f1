// The two shapes between the construct tree and the files: a Kubernetes object, and that object with its place.

/** A Kubernetes object as plain data: what the API server gets. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** An object, and where it comes from and goes to. */
export interface RenderedObject {
  /** The construct's path: cluster/layer/chart/... */
  readonly at: string;
  readonly cluster: string;
  readonly layer: string;
  readonly chart: string;
  readonly object: KubeObject;
  /** The file's exact text, where it must not be written anew: a SOPS document, whose MAC covers its order. */
  readonly verbatim?: string;
}
