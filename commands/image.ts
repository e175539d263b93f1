// npm run image: who built an image, whether what came with it is enough, and how it comes to have that.
import { type Group, isStarted, mainOf, main } from './cli.ts';

export const image: Group = {
  meta: { name: 'npm run image --', description: 'Sign an image, and say whether it may be pinned' },
  commands: {
    verify: {
      description: 'Ask the registry: signature, provenance, SBOM and scan of an image',
      run: async (args) => main((await import('./image/verify.ts')).verify, args),
    },
    pin: {
      description: 'Pin an image for the first stage, if it is verified',
      run: async (args) => main((await import('./image/pin.ts')).pin, args),
    },
    login: {
      description: 'Log in to an Azure Container Registry, as whoever az is logged in as',
      run: async (args) => main((await import('./image/login.ts')).login, args),
    },
    scan: {
      description:
        'Scan each platform of an image with Trivy, and hold what is found against the threshold and the exceptions',
      run: async (args) => main((await import('./image/scan.ts')).scan, args),
    },
    sign: {
      description:
        'Scan an image in a run of GitHub Actions, and sign it with all that it must bring, if the fleet accepts it',
      run: async (args) => main((await import('./image/sign.ts')).sign, args),
    },
    provenance: {
      description: 'Write where an image comes from, in a run of GitHub Actions; cosign attests it',
      run: async (args) => main((await import('./image/provenance.ts')).provenance, args),
    },
    judge: {
      description: "Hold somebody else's report of Trivy against the threshold and the exceptions",
      run: async (args) => main((await import('./image/judge.ts')).judge, args),
    },
  },
};

if (isStarted(import.meta)) await mainOf(image);
