// cosign, asked what was attested of an image: its verdict alone counts, and which of an identity's words it is about.
import type { ImageBuilder, SigstoreInstance } from '../lib/pins/image-policy.ts';
import { basicEnvironment } from './environment.ts';
import { run } from '../tools/run.ts';

/** What was attested; or in cosign's words why nothing counts, empty where there is nothing. */
export type Attested = { readonly predicates: readonly unknown[] } | { readonly refused: string };

/**
 * What a builder attested of an image. A signature too is an attestation, of a type of its own: `cosign verify` takes any
 * attestation for one, so it is not asked.
 * @param cosign its path
 * @param image `<repository>@<digest>`
 * @param type a predicate's type, as `cosign verify-attestation --type` takes it
 * @throws Error in cosign's words where it could not ask
 */
export async function attested(
  cosign: string,
  image: string,
  type: string,
  builder: ImageBuilder,
  sigstore: SigstoreInstance | undefined,
): Promise<Attested> {
  const args = ['verify-attestation', ...instance(sigstore), ...identity(builder), '--type', type, image];
  const { code, stdout, stderr } = await run(cosign, args, { env: basicEnvironment() });
  if (code === 0) return { predicates: stdout.trim().split('\n').map(predicateIn) };
  const refused = refusalIn(stderr);
  if (refused === undefined) throw new Error(`cosign cannot verify ${image}: ${stderr.trim()}`);
  return { refused };
}

const usualIssuer = 'https://token.actions.githubusercontent.com';

function identity({ issuer = usualIssuer, workflow, repository, branch = 'main' }: ImageBuilder): string[] {
  const signer = workflow.includes('@')
    ? `--certificate-identity=${workflow}`
    : `--certificate-identity-regexp=^${workflow.replace(/[.+*?^$()[\]{}|\\]/g, '\\$&')}@`;
  return [
    `--certificate-oidc-issuer=${issuer}`,
    signer,
    `--certificate-github-workflow-repository=${repository}`,
    `--certificate-github-workflow-ref=refs/heads/${branch}`,
  ];
}

const withoutLog = ['--insecure-ignore-tlog', '--insecure-ignore-sct'];
const witnesses = { log: [], timestamps: [...withoutLog, '--use-signed-timestamps'], none: withoutLog } as const;

function instance(sigstore: SigstoreInstance | undefined): string[] {
  return sigstore === undefined ? [] : ['--trusted-root', sigstore.trustedRoot, ...witnesses[sigstore.witness]];
}

/** A line is an envelope, whose payload is a statement. */
function predicateIn(line: string): unknown {
  const { payload } = JSON.parse(line) as { readonly payload: string };
  return (JSON.parse(Buffer.from(payload, 'base64').toString('utf8')) as { readonly predicate: unknown }).predicate;
}

/** Why cosign accepts nothing, each reason once; undefined where it says another thing. */
function refusalIn(stderr: string): string | undefined {
  if (/^Error: none of the attestations matched the predicate type/m.test(stderr)) return '';
  const [, reasons] = /^Error: no matching attestations:(.*?)^error during/ms.exec(stderr) ?? [];
  if (reasons === undefined) return undefined;
  return [...new Set(reasons.split('\n').map((each) => each.replace(/^.*last error: /, '').trim()))]
    .filter((each) => each !== '')
    .join('; ');
}
