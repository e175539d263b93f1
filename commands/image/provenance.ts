// Writes where an image comes from, for cosign to attest. GitHub's own action signs it with another instance where a repository is
// private, and only for GitHub Enterprise.
import { existsSync } from 'node:fs';
import { loadFleet } from '../../lib/load-fleet.ts';
import { UsageError } from '../../lib/usage-error.ts';
import { writeOver } from '../../lib/write-over.ts';
import { provenanceOf } from '../../supply/provenance.ts';
import { unnamed } from '../../supply/verify.ts';
import type { Command } from '../cli.ts';
import { refuseMoreWords } from '../too-many-words.ts';
import { answered, imageArgument, policyOf, refuseNoRepository, signerOf } from './faults.ts';

const args = {
  file: { type: 'positional', required: true, description: 'The file that it is written into, a new one' },
  image: imageArgument,
} as const;

export const provenance: Command<typeof args> = {
  meta: {
    name: 'npm run image -- provenance',
    description:
      'Write SLSA provenance of what this run of GitHub Actions builds: cosign attest --type slsaprovenance1',
  },
  args,
  run: async ({ args: { _: words, file, image } }, output) => {
    refuseMoreWords(words, 1, 'file');
    refuseNoRepository(image);
    if (existsSync(file))
      throw new UsageError(`${file} is there already; write: a file that is not, such as provenance.json`);
    const builder = signerOf(policyOf(await loadFleet()), image);
    if (builder === undefined) return answered(image, [unnamed(image, image)], output);
    writeOver(file, `${JSON.stringify(provenanceOf(builder, process.env), undefined, 2)}\n`);
    output.stdout.write(`${file} is written. Now: cosign attest --type slsaprovenance1 --predicate ${file}\n`);
    return 0;
  },
};
