// What a page says that synth prints is what it prints: who sees another number looks for a mistake that is not there.
import { expect, test } from '@jest/globals';
import { clusters, describeDemonstration, objectsOf } from './demonstration.ts';
import { readPage } from './page.ts';

const all = clusters.reduce((sum, cluster) => sum + objectsOf(cluster), 0);
const figures = (page: string): readonly string[] => readPage(page).printed;

describeDemonstration('the figures', () => {
  test('of docs/add-a-cluster.md are those of one more like staging', () => {
    const staging = objectsOf('staging');
    expect(figures('add-a-cluster')).toEqual([
      `dist/: ${all + staging} objects of dev, qa, staging, production; ${staging} files written, 0 removed`,
    ]);
  });

  test('of docs/removals.md are what docs/add-a-service.md has added', () => {
    const [, added = ''] = /(\d+) files written/.exec(figures('add-a-service').join()) ?? [];
    expect(figures('removals')).toEqual([
      `dist/: ${all} objects of dev, staging, production; 0 files written, ${added} removed`,
    ]);
  });
});
