// A chart is code inside synth: what keeps the charts in the cluster is looked for in the files too, by main's code.
import { describe, expect, test } from '@jest/globals';
import { besideSynth } from '../../../diff/review/flux.ts';
import { reviewOf } from '../../../commands/review/text.ts';
import type { KubeObject } from '../../../render/rendered.ts';
import { EditedDist } from '../../support/edited-dist.ts';
import { reviewed } from './reviewed.ts';

const configMap = (metadata: Partial<KubeObject['metadata']>): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'extra', namespace: 'monitoring', ...metadata },
});

const kustomization = (name: string): KubeObject => ({
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: { name, namespace: 'cluster-config' },
  spec: {
    interval: '10m',
    path: './dist/lab/apps',
    prune: true,
    sourceRef: { kind: 'GitRepository', name: 'fleetwright' },
  },
});

const found = (change: (dist: EditedDist) => EditedDist): string[] =>
  besideSynth(reviewed(change(new EditedDist()))).map(({ at }) => at);

test('all that synth writes is as it should be', () => expect(found((dist) => dist)).toEqual([]));

describe('named by its file is', () => {
  const flux = 'dist/lab/flux/issuers.yaml';

  test.each<[string, (dist: EditedDist) => EditedDist, string]>([
    [
      'a Kustomization of another folder',
      (dist) => dist.edit('lab/flux/issuers.yaml', 'issuers', 'none'),
      'dist/lab/flux/none.yaml',
    ],
    [
      'one that deletes by a patch',
      (dist) =>
        dist.edit('lab/flux/issuers.yaml', '  prune: true', "  patches:\n  - patch: '$patch: delete'\n  prune: true"),
      flux,
    ],
    [
      'one that stands still',
      (dist) => dist.edit('lab/flux/issuers.yaml', '  timeout: 12m', '  suspend: true\n  timeout: 12m'),
      flux,
    ],
    [
      'one that waits for nothing',
      (dist) => dist.edit('lab/flux/issuers.yaml', / {2}dependsOn:\n(?: {2}[- ].*\n)+/g, ''),
      flux,
    ],
    ['one of no chart', (dist) => dist.add('lab/flux/', kustomization('extra')), 'dist/lab/flux/extra.yaml'],
    [
      'the root, in a chart',
      (dist) => dist.add('lab/platform/issuers', kustomization('fleetwright-flux')),
      'dist/lab/platform/issuers/cluster-config/Kustomization.kustomize.toolkit.fluxcd.io_fleetwright-flux.yaml',
    ],
    [
      'an object in a namespace of AKS',
      (dist) => dist.add('lab/platform/issuers', configMap({ namespace: 'kube-system' })),
      'dist/lab/platform/issuers/kube-system/ConfigMap_extra.yaml',
    ],
    [
      'an object that kustomize leaves out',
      (dist) =>
        dist.add('lab/platform/issuers', configMap({ annotations: { 'config.kubernetes.io/local-config': 'true' } })),
      'dist/lab/platform/issuers/monitoring/ConfigMap_extra.yaml',
    ],
    [
      'a chart whose name Flux takes for its own',
      (dist) => dist.move('lab/platform/issuers/', 'lab/platform/cloudbuild/'),
      'lab/platform/cloudbuild',
    ],
  ])('%s', (_name, change, file) => expect(found(change)).toContain(file));
});

test('the comment begins with it', () => {
  const before = new EditedDist().tree();
  const after = new EditedDist().add('lab/platform/issuers', configMap({ namespace: 'kube-system' })).tree();
  const { comment } = reviewOf({ before, after, consents: [], compared: 'a with b' });
  expect(comment).toMatch(
    /^#### :no_entry: Refused: touches what is Flux' or the cluster's own\n\n- \*\*dist\/lab\/platform\/issuers\//,
  );
});
