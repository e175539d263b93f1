// A fleet of the tests' own, test/fixtures/fleet/: whoever changes what runs in the real clusters changes no test with it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { composeFleet } from '../../lib/fleet.ts';
import { FleetApp } from '../../render/fleet-app.ts';
import { render, type Rendering } from '../../render/render.ts';
import { report } from '../../render/report.ts';
import fleet from '../fixtures/fleet/main.ts';
import { inFleet } from './repository.ts';

let rendered: Rendering | undefined;

/** What a synth of it renders. */
export function rendering(): Rendering {
  rendered ??= inFleet(() => {
    const app = new FleetApp('.preview');
    composeFleet(app, fleet);
    return render(app);
  });
  if (rendered.findings.length > 0) throw new Error(report(rendered.findings));
  return rendered;
}

/** What a synth of it writes: text by path, relative to `dist/`. */
export function renderedFleet(): ReadonlyMap<string, string> {
  return rendering().files;
}

/** Writes its `dist/` into a folder. */
export function writeDist(folder: string): void {
  for (const [path, text] of renderedFleet()) {
    const file = join(folder, 'dist', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
