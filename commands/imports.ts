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
    if (!check) await replace(folder, files, names);
    const found = `${names.length === 0 ? 'none' : names.length} ${check ? 'differ' : 'changed'}`;
    process.stdout.write(`${files.size} files generated, ${found}\n${list(names)}`);
    if (!check || names.length === 0) return 0;
    process.stdout.write('run npm run imports, and commit what it writes\n');
    return 1;
  },
});

function list(names: readonly string[]): string {
  return names.map((name) => `  imports/${name}\n`).join('');
}
