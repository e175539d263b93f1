// What a program that asks a registry may know of the caller's environment: the way to a registry and the login there.
import { azureEnvironment } from '../tools/azure-environment.ts';

/**
 * Not a variable of cosign or Sigstore: those say where signatures lie (`COSIGN_REPOSITORY`) and whom to trust
 * (`SIGSTORE_ROOT_FILE`). Azure's are read by the helper for its registries.
 * @param own variables that the program reads besides
 */
export function registryEnvironment(own: readonly string[] = []): NodeJS.ProcessEnv {
  return azureEnvironment(['DOCKER_CONFIG', ...own]);
}
