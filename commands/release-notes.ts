// Writes what the next release does in the clusters into CHANGELOG.md. The check holds it to that.
import { writeOver } from '../lib/write-over.ts';
import { type Command, isStarted, main } from './cli.ts';
import { changelog, renewedNotes } from './release-notes/notes.ts';
import { versionOf, withUpgrade } from './release-notes/upgrade.ts';

export const releaseNotes: Command<Record<never, never>> = {
  meta: {
    name: 'npm run release-notes',
    description: 'Write what this version does to the fleet of the last release into CHANGELOG.md',
  },
  args: {},
  run: async (_context, { stdout }) => {
    const text = await withUpgrade('.', (upgrade) => renewedNotes('.', upgrade));
    writeOver(changelog, text);
    stdout.write(`${changelog}: the section of ${versionOf('.')}\n`);
  },
};

if (isStarted(import.meta)) await main(releaseNotes);
