// What is pushed to the loop's repository: dist/ as it is committed, but for the secrets, which are made anew for a key
// that only the loop has. The committed ones nobody here can read, and nobody should.
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ignoreFile } from '../lib/flux/file-names.ts';
import { encryptedRegex } from '../lib/secrets/sops-document.ts';
import { SopsSecret } from '../lib/secrets/sops-secret.ts';
import type { App } from 'cdk8s';
import { filePath } from '../render/paths.ts';
import { resolve } from '../render/resolve.ts';
import { sopsSays } from '../sops/sops-says.ts';
import { outputSync, type RunOptions, runSync } from '../tools/run.ts';
import { git, type GitServer } from './git-server.ts';
import type { Sandbox } from './sandbox.ts';

export interface SopsPrograms {
  readonly sops: string;
  readonly 'age-keygen': string;
}

/** An age key pair of one run. */
export interface AgeKey {
  readonly recipient: string;
  /** Holds the private half; read by its owner alone. */
  readonly file: string;
}

export function makeAgeKey(sandbox: Sandbox, programs: SopsPrograms, name = 'age.key'): AgeKey {
  const file = sandbox.path(name);
  writeFileSync(file, '', { mode: 0o600 });
  const key = outputSync(programs['age-keygen'], [], elsewhere());
  writeFileSync(file, key);
  return { file, recipient: outputSync(programs['age-keygen'], ['-y', file], elsewhere()).trim() };
}

/** A Secret of dist/, and how to make values for it. */
export interface SecretFile {
  /** From the repository's root. */
  readonly path: string;
  readonly name: string;
  readonly namespace: string;
  readonly type: string;
  /** Fresh values by key. */
  readonly values: () => Readonly<Record<string, string>>;
}

/** The Secrets that the constructs of a composed app declare. */
export function secretFiles(app: App): SecretFile[] {
  const secrets = new Map(
    app.node
      .findAll()
      .flatMap((construct) => (SopsSecret.is(construct) ? [[construct.node.path, construct] as const] : [])),
  );
  return resolve(app).objects.flatMap((rendered) => {
    const secret = secrets.get(rendered.at);
    if (!secret) return [];
    const { name, namespace = '', type } = secret.declared;
    const values = () => Object.fromEntries(Object.entries(secret.generators).map(([key, make]) => [key, make()]));
    return [{ path: `dist/${filePath(rendered)}`, name, namespace, type, values }];
  });
}

/** Encrypts a Secret with the real sops; its values go in on standard input and are written nowhere in the clear. */
export function encryptSecret(
  programs: SopsPrograms,
  { recipient }: Pick<AgeKey, 'recipient'>,
  secret: SecretFile,
  values = secret.values(),
  part: ValuesPart = 'stringData',
): string {
  const args = ['encrypt', '--age', recipient, ...sopsOptions];
  return sops(programs, args, elsewhere(), plainSecret(secret, values, part));
}

/** Where a Secret's values stand: as text, or as base64, which may be of any bytes. */
export type ValuesPart = 'stringData' | 'data';

/** What sops encrypts. JSON: what a writer of YAML makes of U+2028 and U+0085, sops reads as line breaks. */
export function plainSecret(
  { name, namespace, type }: SecretFile,
  values: Readonly<Record<string, string>>,
  part: ValuesPart,
): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, type, [part]: values });
}

/** Options of `sops encrypt`, whoever the recipient is. */
export const sopsOptions = [
  '--encrypted-regex',
  encryptedRegex,
  '--input-type',
  'json',
  '--output-type',
  'yaml',
  '--filename-override',
  'secret.yaml',
] as const;

/** Changes one value of an encrypted file and keeps its data key, as `sops set` does. */
export function setValue(
  programs: SopsPrograms,
  { file: keyFile }: Pick<AgeKey, 'file'>,
  file: string,
  key: string,
  value: string,
): void {
  const place = JSON.stringify(['stringData', key]).replace(',', '][');
  const options = elsewhere({ SOPS_AGE_KEY_FILE: keyFile });
  sops(programs, ['set', '--value-stdin', file, place], options, JSON.stringify(value));
}

/** A clone of the loop's repository, to change and push. */
export class WorkTree {
  readonly folder: string;

  constructor(
    sandbox: Sandbox,
    private readonly server: GitServer,
  ) {
    this.folder = sandbox.path('work');
    mkdirSync(this.folder);
    this.git('init', '--quiet', '--initial-branch=main');
    this.git('config', 'user.name', 'loop');
    this.git('config', 'user.email', 'loop@localhost');
  }

  /** Copies a rendered tree in, and what stands beside it about the files that Flux leaves out. */
  copy(dist: string): void {
    cpSync(dist, join(this.folder, 'dist'), { recursive: true });
    const ignores = join(dist, '..', ignoreFile);
    if (existsSync(ignores)) cpSync(ignores, join(this.folder, ignoreFile));
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text);
  }

  /** Commits all that changed and pushes it. @returns the commit's id */
  push(message: string, ...options: string[]): string {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message', message);
    this.git('push', '--quiet', ...options, this.server.folder, 'main');
    return this.git('rev-parse', 'HEAD');
  }

  git(...args: string[]): string {
    return git(['-C', this.folder, ...args]);
  }
}

/** Runs it once. @throws Error without its words, which may quote a value */
function sops(programs: SopsPrograms, args: readonly string[], options: RunOptions, input: string): string {
  const { code, stdout } = runSync(programs.sops, args, { ...options, input });
  if (code !== 0) throw new Error(sopsSays(code));
  return stdout.toString('utf8');
}

/** Elsewhere than in the repository, whose `.sops.yaml` is about other files. */
function elsewhere(env: NodeJS.ProcessEnv = {}): RunOptions {
  return { cwd: tmpdir(), env: { PATH: process.env.PATH, ...env } };
}
