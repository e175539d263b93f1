// What only a key sees: that the values are those that sops sealed. Flux does not look at the MAC, so this is where it counts.
import { parseSopsDocument } from '../../lib/secrets/sops-document.ts';
import type { Fault } from '../../lib/validation/rules.ts';
import { NoKeyError, SopsError } from './run-sops.ts';
import { decryptDocument } from './sops-file.ts';
import { changedByFlux, placesIn } from './values.ts';

/** Exit codes of sops. Source: cmd/sops/codes/codes.go */
const macCodes = new Set([24, 51, 52]);
const couldNotDecryptValue = 25;

const remedy = 'the file of an earlier commit, or npm run secrets -- create --replace';

/**
 * Decrypts an encrypted file in memory, and says what is wrong with it; nothing of its values is in what it says.
 * @param text the encrypted file
 * @param env where the keys are, as sops reads them
 * @returns undefined where no key that is there decrypts it
 */
export async function verifyMac(text: string, env: NodeJS.ProcessEnv = process.env): Promise<Fault[] | undefined> {
  try {
    const { stringData } = await decryptDocument(text, { env });
    return changedByFlux(stringData).map((key) => ({
      field: `stringData.${key}`,
      problem: 'holds a character that Flux changes (U+0085, U+2028, U+2029 or a control character)',
      write: 'npm run secrets -- set, which stores such a value under data',
    }));
  } catch (error) {
    if (error instanceof NoKeyError) return undefined;
    if (error instanceof SopsError) return faultsOf(error, text, env);
    throw error;
  }
}

async function faultsOf({ code }: SopsError, text: string, env: NodeJS.ProcessEnv): Promise<Fault[]> {
  const { document } = parseSopsDocument(text);
  const places = placesIn(document);
  if (macCodes.has(code)) {
    const keys = places.map(({ part, key }) => `${part}.${key}`).join(', ');
    const problem = `does not fit the values: after sops had sealed them, one was put back to what it was, added or taken away (${keys})`;
    return [{ field: 'sops.mac', problem, write: remedy }];
  }
  const wrong: Fault[] = [];
  if (code === couldNotDecryptValue)
    for (const { part, key } of places)
      if (!(await decryptsAlone(text, part, key, env)))
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
async function decryptsAlone(text: string, part: string, key: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const { document } = parseSopsDocument(text);
  const { sops, ...rest } = document ?? {};
  const values: unknown = Reflect.get(rest, part);
  const alone = { [part]: { [key]: Reflect.get(Object(values) as object, key) as unknown }, sops };
  try {
    await decryptDocument(JSON.stringify(alone), { env, ignoreMac: true });
    return true;
  } catch (error) {
    if (error instanceof SopsError) return false;
    throw error;
  }
}
