// What cosign may know of the caller's environment: the way to a registry and the login there.

/**
 * Not a variable of cosign or Sigstore: those say where signatures lie (`COSIGN_REPOSITORY`) and whom to trust
 * (`SIGSTORE_ROOT_FILE`). Azure's are read by the helper for its registries.
 */
const passed = /^(PATH|HOME|DOCKER_CONFIG|AZURE_\w+|SSL_CERT_(FILE|DIR)|(https?|no)_proxy)$/i;

/** The environment for a program that talks to a registry. */
export function basicEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => passed.test(name)));
}
