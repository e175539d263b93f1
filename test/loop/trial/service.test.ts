import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { loadTrialService } from '../../../loop/trial/service.ts';

test('where there is no service to try, the way without one is named', async () => {
  const before = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'fleetwright-trial-'));
  process.chdir(folder);
  try {
    await expect(loadTrialService()).rejects.toThrow(
      'There is no app/trial.ts here; ask a Prometheus that runs: --prometheus http://127.0.0.1:9090',
    );
  } finally {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  }
});
