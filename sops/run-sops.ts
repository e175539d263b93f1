// Runs the real sops. Values reach it on its standard input alone, and leave it on its standard output alone.
import { parseSopsDocument } from '../lib/secrets/sops-document.ts';
import { type Ended, run } from '../tools/run.ts';
import { tool } from '../tools/tool.ts';
import { withKeys } from './environment.ts';
import { sopsSays } from './sops-says.ts';

export interface RunOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Goes to its standard input. @default nothing */
  readonly input?: string;
  /** Its `.sops.yaml`. @default none, wherever it is run */
  readonly config?: string;
  /** Address of a key service, asked after sops' own. @default none */
  readonly keyService?: string | undefined;
}

/** Exit code of sops when no key that it has decrypts. Source: cmd/sops/codes/codes.go, as the others here. */
const couldNotRetrieveKey = 128;

/** No key that is here decrypts the file. */
export class NoKeyError extends Error {
  override readonly name = 'NoKeyError';
}

/** sops says no, for another reason than a missing key. */
export class SopsError extends Error {
  override readonly name = 'SopsError';

  constructor(readonly code: number) {
    super(sopsSays(code));
  }
}

/** Runs sops once. What it prints of errors goes nowhere. @param args a command and its options, never a value */
export async function runSops(args: readonly string[], options: RunOptions): Promise<Omit<Ended, 'stderr'>> {
  const { env, input = '', config = '/dev/null', keyService } = options;
  const [command = '', ...rest] = args;
  const service = keyService === undefined ? [] : ['--keyservice', keyService];
  const all = ['--config', config, command, ...service, ...rest];
  const { code, stdout } = await run(await tool('sops'), all, { env, input });
  return { code, stdout };
}

/**
 * Runs sops on an encrypted file, first with the age keys that are here, then with Azure's login if there is one. sops asks
 * whatever key service a file names, in whichever spelling it understands: so it never sees one that our reader refuses.
 * @param text what the file holds; goes to standard input, unless the options have another
 * @param env where the keys are
 * @returns what it printed
 * @throws Error for a text that the reader refuses, NoKeyError where no key decrypts, SopsError where something else is wrong
 */
export async function runWithKeys(
  text: string,
  args: readonly string[],
  options: Omit<RunOptions, 'env'> = {},
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const [fault] = parseSopsDocument(text).faults;
  if (fault) throw new Error(`${fault.field}: ${fault.problem}, so sops was not started on it; write: ${fault.write}`);
  for (const attempt of withKeys(env)) {
    const { code, stdout } = await runSops(args, { input: text, ...options, env: attempt });
    if (code === 0) return stdout;
    if (code !== couldNotRetrieveKey) throw new SopsError(code);
  }
  throw new NoKeyError('no key that is here decrypts it');
}
