// Logs in to the registry, in a workflow and on a laptop by the same words.
import { UsageError } from '../../lib/usage-error.ts';
import { logIn } from '../../supply/login.ts';
import type { Command } from '../cli.ts';
import { refuseMoreWords } from '../too-many-words.ts';

const args = {
  registry: {
    type: 'positional',
    required: true,
    description: 'Name of an Azure Container Registry, without a domain',
  },
} as const;

export const login: Command<typeof args> = {
  meta: {
    name: 'npm run image -- login',
    description:
      'Log in to an Azure Container Registry for Docker, cosign, crane and Trivy, as whoever az is logged in as',
  },
  args,
  run: async ({ args: { _: words, registry } }, { stdout }) => {
    refuseMoreWords(words, 1, 'registry');
    if (!registryName.test(registry))
      throw new UsageError(
        `"${registry}" is not the name of an Azure Container Registry; write: example, without .azurecr.io`,
      );
    await logIn(registry);
    stdout.write(`logged in: ${registry}\n`);
  },
};

/** Source: Microsoft Learn, "Naming rules and restrictions for Azure resources", Microsoft.ContainerRegistry */
const registryName = /^[A-Za-z0-9]{5,50}$/;
