// What a merge that changes a mounted file changes in dist/: the file's object, and its checksum in the pod template.
import { createHash } from 'node:crypto';
import { App, Chart } from 'cdk8s';
import { stringify } from 'yaml';
import { name } from '../../../app/contract.ts';
import { annotations } from '../../../lib/platform.ts';
import { encryptedValues, parseSopsDocument } from '../../../lib/secrets/sops-document.ts';
import { ConfigFiles } from '../../../lib/workload/config-files.ts';
import { secretOf } from '../../../loop/arrived.ts';
import type { Loop } from '../../../loop/loop.ts';
import { encryptSecret, type SopsPrograms } from '../../../loop/work-tree.ts';
import { editPodTemplate, folderOf } from './deployment-file.ts';

/** Writes other links into the work tree, to be pushed. */
export function writeLinks(loop: Loop, cluster: string, links: Readonly<Record<string, string>>): void {
  const files = { 'links.json': JSON.stringify(links) };
  const chart = new Chart(new App(), name, { namespace: name });
  const config = new ConfigFiles(chart, 'links', files);
  loop.workTree.write(`${folderOf(cluster)}/ConfigMap_links.yaml`, stringify(config.toJson()));
  writeChecksum(loop, cluster, 'links', config.at('/').checksum ?? '');
}

/** Writes another token into the work tree, encrypted for the loop's key, to be pushed. */
export function writeToken(loop: Loop, cluster: string, programs: SopsPrograms, token: string): void {
  const secret = secretOf(loop, name);
  const text = encryptSecret(programs, loop.key, secret, { token });
  const { document } = parseSopsDocument(text);
  const values = JSON.stringify(document && encryptedValues(document));
  loop.workTree.write(secret.path, text);
  writeChecksum(loop, cluster, secret.name, createHash('sha256').update(values).digest('hex'));
}

function writeChecksum(loop: Loop, cluster: string, mount: string, checksum: string): void {
  editPodTemplate(loop.workTree, cluster, [[['metadata', 'annotations', annotations.checksum + mount], checksum]]);
}
