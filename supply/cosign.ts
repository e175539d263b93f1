// cosign, asked what was attested of an image: its verdict alone counts, and which of an identity's words it is about.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageBuilder, SigstoreInstance } from '../lib/pins/image-policy.ts';
import { registryEnvironment } from './environment.ts';
import { run } from '../tools/run.ts';

/** What was attested; or in cosign's words why nothing counts, empty where there is nothing. */
export type Attested = { readonly predicates: readonly unknown[] } | { readonly refused: string };

/** Whose word is asked for. */
export interface Signer extends ImageBuilder {
  /** The commit that the run was of. @default any of the branch */
  readonly commit?: string;
}

/** cosign, and where it keeps what it knows of the public Sigstore. */
export interface Cosign {
  readonly path: string;
  readonly trust: string;
}

/**
 * Asks cosign with a folder of its own for its trust: what `cosign initialize` has left at home may name another Sigstore.
 * Source: cosign v3.1.3, pkg/cosign/tuf.go
 */
export async function withCosign<T>(path: string, ask: (cosign: Cosign) => Promise<T>): Promise<T> {
  const trust = await mkdtemp(join(tmpdir(), 'fleetwright-trust-'));
  try {
    return await ask({ path, trust });
  } finally {
    await rm(trust, { recursive: true });
  }
}

/**
 * What a signer attested of an image. A signature too is an attestation, of a type of its own: `cosign verify` takes any
 * attestation for one, so it is not asked.
 * @param image `<repository>@<digest>`
 * @param type a predicate's type, as `cosign verify-attestation --type` takes it
 * @throws Error in cosign's words where it could not ask
 */
export async function attested(
  cosign: Cosign,
  image: string,
  type: string,
  signer: Signer,
  sigstore: SigstoreInstance | undefined,
): Promise<Attested> {
  const args = ['verify-attestation', ...instance(sigstore), ...identity(signer), '--type', type, image];
  const { code, stdout, stderr } = await run(cosign.path, args, {
    env: { ...registryEnvironment(), TUF_ROOT: cosign.trust },
  });
  if (code === 0) return { predicates: stdout.trim().split('\n').map(predicateIn) };
  const refused = refusalIn(stderr);
  if (refused === undefined) throw new Error(`cosign cannot verify ${image}: ${complaintIn(stderr)}; ${remedy}`);
  return { refused };
}

const usualIssuer = 'https://token.actions.githubusercontent.com';

function identity({ issuer = usualIssuer, workflow, repository, branch = 'main', commit }: Signer): string[] {
  const address = workflow.includes('@')
    ? `--certificate-identity=${workflow}`
    : `--certificate-identity-regexp=^${workflow.replace(/[.+*?^$()[\]{}|\\]/g, '\\$&')}@`;
  return [
    `--certificate-oidc-issuer=${issuer}`,
    address,
    `--certificate-github-workflow-repository=${repository}`,
    `--certificate-github-workflow-ref=refs/heads/${branch}`,
    ...(commit === undefined ? [] : [`--certificate-github-workflow-sha=${commit}`]),
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

const remedy =
  'see that the registry is there and that you are logged in (az acr login), and that tuf-repo-cdn.sigstore.dev answers, or the files of images.sigstore are right';

/** What went wrong, in one line: cosign says it twice, and warns of what was asked for. */
function complaintIn(stderr: string): string {
  const [, complaint] = /^Error: (.*)$/m.exec(stderr) ?? [];
  return complaint ?? stderr.trim();
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
