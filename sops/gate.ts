// The gate as a whole: what can be seen without a key, and, where one is here, what only a key sees.
import { secretsFolder } from '../lib/secrets/sops-file.ts';
import type { Fault } from '../lib/validation/rules.ts';
import { findTools } from '../tools/tool.ts';
import { type DeclaredSecret, declaredSecrets } from './declared.ts';
import { hasAgeKey, hasAzureLogin } from './environment.ts';
import { distFolder, type Held, heldInCommits, heldOnDisk } from './held.ts';
import { inspectSecrets, onDisk, type SecretFiles } from './inspect.ts';
import { keysHere } from './keys-here.ts';
import { pastCopies } from './past-copies.ts';
import { misplacedIn, readableIn } from './plain-text.ts';
import { verifyMac } from './verify.ts';
import type { Fleet } from '../lib/fleet.ts';
import { pick } from '../lib/load-fleet.ts';

export interface Gate {
  /** Those that were asked for. */
  readonly secrets: readonly DeclaredSecret[];
  /** Each fault's field is `file#place`. */
  readonly faults: readonly Fault[];
  /** Files whose MAC a key that is here has verified. */
  readonly verified: ReadonlySet<string>;
}

/**
 * Inspects every file, for one may be a copy of any other, and verifies those in which nothing else is wrong.
 * @param env where the keys are, as sops reads them
 * @param cluster the only one that is told of, and verified. @default all
 * @param held all that Git holds, or is about to hold
 */
export async function inspectAll(
  fleet: Fleet,
  files: SecretFiles = onDisk(),
  env: NodeJS.ProcessEnv = process.env,
  cluster?: string,
  held: readonly Held[] = heldOnDisk(),
): Promise<Gate> {
  const secrets = declaredSecrets(pick(fleet, cluster));
  // Of the others' files no chart is composed: that none declares them says nothing.
  const isTold = (file: string): boolean =>
    cluster === undefined ||
    file === secretsFolder ||
    [secretsFolder, distFolder].some((folder) => file.startsWith(`${folder}/${cluster}/`)) ||
    secrets.some((secret) => secret.file === file);
  const now = inspectSecrets(secrets, files);
  const before = pastCopies(files).filter(({ field }) => now.every((fault) => fault.field !== field));
  const seen = [...now, ...before, ...inTheClear(fleet, held)].filter(({ field }) => isTold(fileOf(field)));
  const faulty = new Set(seen.map(({ field }) => fileOf(field)));
  const whole = secrets.filter(({ file }) => !faulty.has(file));
  const verdicts = (await canVerify(env)) ? await verifyAll(whole, files, env) : [];
  return {
    secrets,
    faults: [
      ...seen,
      ...verdicts.flatMap(({ file, faults = [] }) =>
        faults.map((fault) => ({ ...fault, field: `${file}#${fault.field}` })),
      ),
    ],
    verified: new Set(verdicts.flatMap(({ file, faults }) => (faults ? [file] : []))),
  };
}

/** What is in the clear beside secrets/, whose files are inspected by what is declared of them. */
function inTheClear({ clusters }: Fleet, held: readonly Held[]): Fault[] {
  const names = clusters.map(({ name }) => name);
  return held.filter(({ path }) => !path.startsWith(`${secretsFolder}/`)).flatMap((file) => misplacedIn(file, names));
}

/**
 * What any commit of a range holds in the clear, even where a later one takes it away again.
 * @param revisions as `git log` takes them: `main..HEAD`
 */
export function inspectCommits(revisions: readonly string[]): Fault[] {
  return heldInCommits(revisions).flatMap((file) => readableIn(file));
}

function verifyAll(
  secrets: readonly DeclaredSecret[],
  files: SecretFiles,
  env: NodeJS.ProcessEnv,
): Promise<{ file: string; faults: readonly Fault[] | undefined }[]> {
  const keys = new Map(secrets.map(({ cluster, declared }) => [cluster, keysHere(env, declared.recipients.keyVault)]));
  return Promise.all(
    secrets.map(async ({ cluster, file }) => ({
      file,
      faults: await verifyMac(files.read(file).text ?? '', env, keys.get(cluster)),
    })),
  );
}

/** The file of a fault. */
export function fileOf(field: string): string {
  return field.split('#', 1).join();
}

/** Without a key, sops is not needed, so it is not built for this. */
async function canVerify(env: NodeJS.ProcessEnv): Promise<boolean> {
  if (!hasAgeKey(env) && !hasAzureLogin(env)) return false;
  const [sops] = await findTools(['sops']);
  return sops !== undefined && sops.from !== 'nowhere';
}
