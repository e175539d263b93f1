// Asks a registry whether an image may be pinned.
import { loadFleet } from '../../lib/load-fleet.ts';
import type { Command } from '../cli.ts';
import { refuseMoreWords } from '../too-many-words.ts';
import { digestArgument, policyOf, verifiedAloud } from './faults.ts';

const args = { image: digestArgument } as const;

export const verify: Command<typeof args> = {
  meta: {
    name: 'npm run image -- verify',
    description:
      'Say whether an image is signed by its builder, with provenance, an SBOM and a scan that is good enough',
  },
  args,
  run: async ({ args: { _: words, image } }, output) => {
    refuseMoreWords(words, 1, 'image');
    return verifiedAloud(image, policyOf(await loadFleet()), output);
  },
};
