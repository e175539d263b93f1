// What only a key sees: that the values are those that sops sealed. Flux does not look at the MAC, so this is where it counts.
import { parseSopsDocument } from '../lib/secrets/sops-document.ts';
import type { Fault } from '../lib/validation/rules.ts';
import { recipientsIn } from '../lib/secrets/sops-recipients.ts';
import { type KeysHere, keysHere } from './keys-here.ts';
import { forAlone, withAlone } from './narrowed.ts';
import { NoKeyError, SopsError } from './run-sops.ts';
import { decryptDocument } from './sops-file.ts';
import { changedByFlux, placesIn } from './values.ts';

/** Exit codes of sops. Source: cmd/sops/codes/codes.go */
const macCodes = new Set([24, 51, 52]);
const couldNotDecryptValue = 25;

const remedy = 'the file of an earlier commit, or npm run secrets -- create --replace';

/**
 * Decrypts an encrypted file in memory, for each of its recipients whose key is here, and says what is wrong with it;
 * nothing of its values is in what it says.
 * @param text the encrypted file
 * @param env where the keys are, as sops reads them
 * @returns undefined where no key that is there decrypts it
 */
export async function verifyMac(
  text: string,
  env: NodeJS.ProcessEnv = process.env,
  isHere: KeysHere = keysHere(env),
): Promise<Fault[] | undefined> {
  const verdicts: Fault[][] = [];
  for (const recipient of recipientsIn(parseSopsDocument(text).document?.sops ?? {}))
    if (await isHere(recipient)) verdicts.push(await verifyFor(recipient, text, env));
  if (verdicts.length === 0) return undefined;
  // What is wrong with a value is so whoever decrypts it.
  return [...new Map(verdicts.flat().map((fault) => [`${fault.field} ${fault.problem}`, fault])).values()];
}

/** The header of an encrypted data key does not say whose it is: the key that should open it does, or not. */
async function verifyFor(recipient: string, text: string, env: NodeJS.ProcessEnv): Promise<Fault[]> {
  const alone = forAlone(text, recipient);
  try {
    const { stringData } = await decryptDocument(alone, { env });
    return changedByFlux(stringData).map((key) => ({
      field: `stringData.${key}`,
      problem: 'holds a character that Flux changes (U+0085, U+2028, U+2029 or a control character)',
      write: 'npm run secrets -- set, which stores such a value under data',
    }));
  } catch (error) {
    if (error instanceof NoKeyError) return [encryptedToAnother(recipient)];
    if (error instanceof SopsError) return faultsOf(error, alone, env);
    throw error;
  }
}

function encryptedToAnother(recipient: string): Fault {
  return {
    field: recipient.startsWith('age1') ? 'sops.age' : 'sops.azure_kv',
    problem: `the data key under ${recipient} is not encrypted to it: its key is here, and does not open that`,
    write: 'npm run secrets -- create --replace, with new values: whoever it is for can read these',
  };
}

async function faultsOf({ code }: SopsError, text: string, env: NodeJS.ProcessEnv): Promise<Fault[]> {
  const places = placesIn(parseSopsDocument(text).document);
  if (macCodes.has(code)) {
    const keys = places.map(({ part, key }) => `${part}.${key}`).join(', ');
    const problem = `does not fit the values: after sops had sealed them, one was put back to what it was, added or taken away (${keys})`;
    return [{ field: 'sops.mac', problem, write: remedy }];
  }
  const wrong: Fault[] = [];
  if (code === couldNotDecryptValue)
    for (const { part, key, value } of places)
      if (!(await decrypts(withAlone(text, String(value)), env)))
        wrong.push({
          field: `${part}.${key}`,
          problem: 'was edited, or was encrypted for another place',
          write: remedy,
        });
  return wrong.length > 0
    ? wrong
    : [{ field: 'sops', problem: `sops cannot decrypt the file (exit code ${code})`, write: remedy }];
}

/** sops does not say which value it is that does not decrypt. Each is sealed with its place, so each can be tried alone. */
async function decrypts(text: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  try {
    await decryptDocument(text, { env, ignoreMac: true });
    return true;
  } catch (error) {
    if (error instanceof SopsError) return false;
    throw error;
  }
}
