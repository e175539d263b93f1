// Vouches for an image, in the run of GitHub Actions that built it: what is signed was scanned just now, and accepted.
import { loadFleet } from '../../lib/load-fleet.ts';
import { provenanceOf } from '../../supply/provenance.ts';
import { scanFaults } from '../../supply/scan-faults.ts';
import { refuseNoToken, signImage } from '../../supply/sign.ts';
import { scanImage } from '../../supply/trivy.ts';
import { unnamed } from '../../supply/verify.ts';
import type { Command } from '../cli.ts';
import { refuseMoreWords } from '../too-many-words.ts';
import { acceptedBy, answered, digestArgument, imageByDigest, policyOf, signerOf } from './faults.ts';
import { refuseSilencers } from './silencers.ts';

const args = { image: digestArgument } as const;

export const sign: Command<typeof args> = {
  meta: {
    name: 'npm run image -- sign',
    description:
      'Scan an image; if the fleet accepts what is found, sign it and attest scans, SBOM and provenance, as this run of GitHub Actions',
  },
  args,
  run: async ({ args: { _: words, image: text } }, output) => {
    refuseMoreWords(words, 1, 'image');
    const { image, repository } = imageByDigest(text);
    refuseSilencers();
    const policy = policyOf(await loadFleet());
    const builder = signerOf(policy, repository);
    if (builder === undefined) return answered(image, [unnamed(image, repository)], output);
    const provenance = provenanceOf(builder, process.env);
    refuseNoToken(process.env);
    const { platforms, reports, sbom } = await scanImage(image);
    const faults = scanFaults(image, reports, { ...acceptedBy(policy, builder), platforms });
    if (faults.length > 0) return answered(image, faults, output);
    await signImage(image, [
      ...reports.map((predicate) => ({ type: 'vuln', predicate }) as const),
      { type: 'spdxjson', predicate: sbom },
      { type: 'slsaprovenance1', predicate: provenance },
    ]);
    output.stdout.write(`signed: ${image}\n`);
    return 0;
  },
};
