// The shape of a file in `imports/schemas/`, which `npm run imports` writes and the validation reads.
import type { Schema } from '@cfworker/json-schema';

/** Whether objects of a kind live in a namespace. */
export type Scope = 'Namespaced' | 'Cluster';

/** A kind, as the API server knows it. */
export interface Kind {
  readonly scope: Scope;
  /** Its name in the API, in the plural and in small letters: `deployments`. Rights are given by it. */
  readonly resource: string;
  readonly schema: Schema;
}

/** All kinds of one API group; of all groups that Kubernetes itself serves in `core.json`. */
export interface SchemaFile {
  /** What it was generated from. @default what imports/sources/ pins */
  readonly from?: string;
  /** By apiVersion and kind: `apps/v1/Deployment`, `v1/Service`. */
  readonly kinds: Readonly<Record<string, Kind>>;
  /** What `$ref: '#/definitions/...'` points to. */
  readonly definitions: Readonly<Record<string, Schema>>;
}
