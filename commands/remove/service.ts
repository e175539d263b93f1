// A service leaves every file that it stands in, or none; what is in dist/ goes by synth, with consent.
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { readText } from '../../lib/files.ts';
import { composeFleet, type Fleet } from '../../lib/fleet.ts';
import { refuseLinks } from '../../lib/links.ts';
import { loadFleet } from '../../lib/load-fleet.ts';
import { fluxNamespace } from '../../lib/platform.ts';
import { accountName } from '../../lib/tenancy/application.ts';
import { UsageError } from '../../lib/usage-error.ts';
import { writeOver } from '../../lib/write-over.ts';
import { FleetApp } from '../../render/fleet-app.ts';
import { resolve } from '../../render/resolve.ts';
import type { Command } from '../cli.ts';
import { refuseMoreWords } from '../too-many-words.ts';
import { formatted } from '../new/formatted.ts';
import { foundIn, type FoundService } from './found.ts';
import { refuseUncommitted } from '../uncommitted.ts';
import { filesOf, mentions, textsWithout } from './places.ts';

const args = {
  name: { type: 'positional', required: true, description: 'What it is called in main.ts', valueHint: 'NAME' },
} as const;

export const service: Command<typeof args> = {
  meta: { name: 'npm run remove -- service', description: 'Take a service out of the files of the fleet' },
  args,
  run: async ({ args: { _: words, name } }, { stdout }) => {
    refuseMoreWords(words, 1, 'service');
    const fleet = await loadFleet();
    const found = find(name, fleet);
    const gone = filesOf(name, found, fleet);
    const texts = [...textsWithout(name, found, fleet, gone)];
    const files = texts.map(([file]) => file);
    // Each is refused before the first is touched.
    refuseUncommitted([...files, ...gone]);
    for (const file of [...files, ...gone]) refuseLinks(dirname(file));
    const written = texts.map(async ([file, text]) => [file, await formatted(file, text, readText(file))] as const);
    for (const [file, text] of await Promise.all(written)) writeOver(file, text);
    for (const file of gone) rmSync(file, { recursive: true });
    const did = [...files.map((file) => `changed ${file}`), ...gone.map((file) => `removed ${file}`)];
    stdout.write(`${did.join('\n')}\n\n${next(name, found, mentions(name, fleet))}`);
  },
};

function find(name: string, fleet: Fleet): FoundService {
  const app = new FleetApp('dist');
  composeFleet(app, fleet);
  const found = foundIn(resolve(app).objects, name);
  if (!found) throw new UsageError(`no cluster has an application ${name}; npm run list names those that are there`);
  return found;
}

function next(name: string, { charts }: FoundService, speaking: readonly string[]): string {
  const list = charts.join(',');
  return [
    ...(speaking.length > 0 ? [`These still speak of ${name}; see what they say:`, ...indented(speaking), ''] : []),
    'Now, with the consent that docs/removals.md tells of, and in the commit the trailer',
    ...indented([`npm run synth -- --allow-removals ${list}`, `Allow-Removals: ${list}`]),
    '',
    'Flux leaves in each cluster what it needs to delete the rest. When nothing of it is wanted any more:',
    ...indented([
      `kubectl delete namespace ${name}`,
      `kubectl delete serviceaccount ${accountName(name)} --namespace ${fluxNamespace}`,
    ]),
    '',
  ].join('\n');
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
