// What a program may know of the caller's environment that reaches Azure: the way out, and by what its helpers log in.

const passed = /^(?:PATH|HOME|AZURE_\w+|AAD_\w+|SSL_CERT_(?:FILE|DIR)|(?:https?|no)_proxy)$/i;

/** @param own variables that the program reads besides */
export function azureEnvironment(own: readonly string[], env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => passed.test(name) || own.includes(name)));
}
