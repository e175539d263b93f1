// A login to a registry without a password of its own: Azure's, by the identity that `az` is logged in as.
import { registryEnvironment } from './environment.ts';
import { outputOfInstalled } from './installed.ts';

const az = {
  name: 'az',
  install: 'install the Azure CLI (https://aka.ms/azure-cli), or log in to the registry as Docker does',
  remedy:
    'run az login first, in a workflow Azure/login; its identity needs the role AcrPull or AcrPush on the registry',
} as const;

/** `az` starts docker, and is a program of Python. */
const read = ['DOCKER_HOST', 'DOCKER_CONTEXT', 'REQUESTS_CA_BUNDLE'];

/**
 * Leaves a token where Docker, cosign, crane and Trivy look for it.
 * @param registry name of an Azure Container Registry
 * @throws Error where `az` is not there, or says no
 */
export async function logIn(registry: string): Promise<void> {
  await outputOfInstalled(az, ['acr', 'login', '--name', registry], { env: registryEnvironment(read) });
}
