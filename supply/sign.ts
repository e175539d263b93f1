// cosign, told to sign an image and to attest what is known of it, as the run of GitHub Actions that this is: no key is stored.
import { messageOf } from '../lib/message-of.ts';
import { UsageError } from '../lib/usage-error.ts';
import { output } from '../tools/run.ts';
import { toolPaths } from '../tools/tool.ts';
import { withCosign } from './cosign.ts';
import { registryEnvironment } from './environment.ts';

/** What is attested of an image. */
export interface Predicate {
  /** As `cosign attest --type` takes it. */
  readonly type: 'vuln' | 'spdxjson' | 'slsaprovenance1';
  readonly predicate: unknown;
}

/** By these cosign asks GitHub for a token that says which run it is. Source: cosign v3.1.3, pkg/providers/github/github.go */
const ofRun = ['ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'];

/** @throws UsageError where the job may not ask for one: cosign would wait minutes for somebody to log in with a browser */
export function refuseNoToken(environment: NodeJS.ProcessEnv): void {
  const missing = ofRun.filter((name) => !environment[name]);
  if (missing.length > 0)
    throw new UsageError(`${missing.join(', ')}: not set; give the job the right id-token: write`);
}

/**
 * Signs an image, and puts what is attested of it beside it in the registry.
 * @param image `<repository>@<digest>`
 * @throws Error in cosign's words, with what to look at
 */
export async function signImage(image: string, attested: readonly Predicate[]): Promise<void> {
  const { cosign } = await toolPaths(['cosign']);
  await withCosign(cosign, async ({ path, trust }) => {
    const env = { ...registryEnvironment(ofRun), TUF_ROOT: trust };
    const tell = async (args: readonly string[], input = ''): Promise<void> => {
      try {
        await output(path, [...args, '--yes', image], { env, input });
      } catch (error) {
        throw new Error(`${messageOf(error)}; ${remedy}`, { cause: error });
      }
    };
    await tell(['sign']);
    for (const { type, predicate } of attested)
      await tell(['attest', '--type', type, '--predicate', '-'], JSON.stringify(predicate));
  });
}

const remedy =
  'see that the job has the right id-token: write, that it is logged in to the registry (image login), and that fulcio.sigstore.dev and rekor.sigstore.dev answer';
