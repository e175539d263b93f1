// Configuration as files, beside the service that reads them.
import { createHash } from 'node:crypto';
import type { Construct } from 'constructs';
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { ModelObject } from '../model-object.ts';
import { dataKey } from '../validation/limits.ts';
import { definedProps, mapOf, misfitsOf, text } from '../validation/props.ts';
import { addRules } from '../validation/rules.ts';
import { configMount, type Mount } from './mount.ts';

/** A ConfigMap of files. Its name is the id, without a hash: Flux prunes what a changed name leaves behind too late. */
export class ConfigFiles extends ModelObject<IConfigMap> {
  private readonly checksum: string;

  /** @param given content by file name: letters, digits, `-`, `_` and `.` */
  constructor(scope: Construct, id: string, given: Readonly<Record<string, string>>) {
    misfitsOf(scope, id, given, mapOf(text));
    const files = definedProps(given);
    super(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: id }, data: { ...files } });
    addRules(this, () => Object.keys(files).flatMap((name) => dataKey('files', name)));
    const sorted = Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1));
    this.checksum = createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
  }

  /** The files in a folder of a container; its pods are replaced when one changes. */
  at(path: string): Mount {
    return configMount(this.name, path, this.checksum);
  }
}
