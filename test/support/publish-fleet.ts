// A fleet's rendered files in a folder of their own, for a loop that is to run it.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeFleet, type Fleet } from '../../lib/fleet.ts';
import { FleetApp } from '../../render/fleet-app.ts';

/** @returns the folder, which is the caller's to remove */
export function publishFleet(fleet: Fleet): string {
  const folder = mkdtempSync(join(tmpdir(), 'fleetwright-published-'));
  const app = new FleetApp(folder);
  composeFleet(app, fleet);
  app.synth();
  return folder;
}
