// The gate as a whole: what can be seen without a key, and, where one is here, what only a key sees.
import type { Fault } from '../../lib/validation/rules.ts';
import { findTools } from '../../tools/tool.ts';
import { type DeclaredSecret, declaredSecrets } from './declared.ts';
import { hasAgeKey, hasAzureLogin } from './environment.ts';
import { inspectSecrets, onDisk, type SecretFiles } from './inspect.ts';
import { verifyMac } from './verify.ts';

export interface Gate {
  readonly secrets: readonly DeclaredSecret[];
  /** Each fault's field is `file#place`. */
  readonly faults: readonly Fault[];
  /** Files whose MAC a key that is here has verified. */
  readonly verified: ReadonlySet<string>;
}

/**
 * Inspects every file, and verifies those in which nothing else is wrong.
 * @param env where the keys are, as sops reads them
 */
export async function inspectAll(files: SecretFiles = onDisk(), env: NodeJS.ProcessEnv = process.env): Promise<Gate> {
  const secrets = declaredSecrets();
  const seen = inspectSecrets(secrets, files);
  const faulty = new Set(seen.map(({ field }) => field.split('#')[0]));
  const whole = secrets.filter(({ file }) => !faulty.has(file)).map(({ file }) => file);
  const verdicts = (await canVerify(env))
    ? await Promise.all(
        whole.map(async (file) => ({ file, faults: await verifyMac(files.read(file).text ?? '', env) })),
      )
    : [];
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

/** Without a key, sops is not needed, so it is not built for this. */
async function canVerify(env: NodeJS.ProcessEnv): Promise<boolean> {
  if (!hasAgeKey(env) && !hasAzureLogin(env)) return false;
  const [sops] = await findTools(['sops']);
  return sops !== undefined && sops.from !== 'nowhere';
}
