// npm run image: who built an image, and whether what came with it is enough.
import { type Group, isStarted, mainOf, main } from './cli.ts';

export const image: Group = {
  meta: { name: 'npm run image --', description: 'Say whether an image may be pinned, and why not' },
  commands: {
    verify: {
      description: 'Ask the registry: signature, provenance, SBOM and scan of an image',
      run: async (args) => main((await import('./image/verify.ts')).verify, args),
    },
    pin: {
      description: 'Pin an image for the first stage, if it is verified',
      run: async (args) => main((await import('./image/pin.ts')).pin, args),
    },
    provenance: {
      description: 'Write where an image comes from, in a run of GitHub Actions; cosign attests it',
      run: async (args) => main((await import('./image/provenance.ts')).provenance, args),
    },
    judge: {
      description: "Hold a scanner's report against the threshold and the exceptions, before anything is pushed",
      run: async (args) => main((await import('./image/judge.ts')).judge, args),
    },
  },
};

if (isStarted(import.meta)) await mainOf(image);
