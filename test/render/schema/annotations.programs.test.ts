// The real kustomize says which keys of annotations it can write.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { toYaml } from '../../../render/yaml.ts';
import { describeWith } from '../../../tools/describe-with.ts';
import { builtByKustomize, configMap } from './annotations.ts';

describeWith(['kubectl'], 'an object with an annotation', ({ kubectl }) => {
  function isBuilt(key: string): boolean {
    const folder = mkdtempSync(join(tmpdir(), 'fleetwright-annotation-'));
    try {
      writeFileSync(join(folder, 'a.yaml'), toYaml(configMap(key)));
      writeFileSync(join(folder, 'kustomization.yaml'), 'resources: [a.yaml]\n');
      execFileSync(kubectl, ['kustomize', folder], { env: { HOME: tmpdir() }, stdio: 'pipe' });
      return true;
    } catch {
      return false;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  test.each(builtByKustomize.fails)('is not built where its key is %s', (key) => expect(isBuilt(key)).toBe(false));
  test.each(builtByKustomize.succeeds)('is built where its key is %s', (key) => expect(isBuilt(key)).toBe(true));
});
