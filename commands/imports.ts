// `npm run imports`: types, CRDs and schemas from the versions that imports/sources/ pins.
import { fileURLToPath } from 'node:url';
import { progressOn } from '../tools/progress.ts';
import { main } from './cli.ts';
import { generate } from './imports/generate.ts';
import { differences, replace } from './imports/output.ts';

const folder = fileURLToPath(new URL('../imports/', import.meta.url));

await main({
  meta: {
    name: 'npm run imports --',
    description: 'Generates imports/ from the Go modules that imports/sources/ pins; needs Go, and the network once',
  },
  args: {
    check: { type: 'boolean', description: 'Write nothing; exit 1 if a file is not what would be generated' },
  },
  run: async ({ args: { check } }) => {
    const files = await generate(progressOn(process.stderr));
    const names = await differences(folder, files);
    const count = `${files.size} files, ${names.length} of them`;
    if (!check) {
      await replace(folder, files, names);
      process.stdout.write(
        names.length === 0 ? `${files.size} files, none changed\n` : `${count} written:\n${list(names)}`,
      );
      return 0;
    }
    if (names.length === 0) {
      process.stdout.write(`${files.size} files, all as generated\n`);
      return 0;
    }
    process.stdout.write(`${count} are not as generated; run npm run imports, and commit:\n${list(names)}`);
    return 1;
  },
});

function list(names: readonly string[]): string {
  return names.map((name) => `  imports/${name}\n`).join('');
}
