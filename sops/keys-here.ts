// Whose private half is here: tried with something that was just encrypted to the public one, for sops alone knows where keys lie.
import type { Recipients } from '../lib/secrets/recipients.ts';
import { keyUrl, type VaultKey } from '../lib/secrets/vault-key.ts';
import { NoKeyError } from './run-sops.ts';
import { decryptDocument, encrypt } from './sops-file.ts';

/** Whether a recipient's private half is here. */
export type KeysHere = (recipient: string) => Promise<boolean>;

/**
 * Asks once for each recipient.
 * @param env where the keys are
 * @param keyVault the only key of a vault that can be tried. @default none
 */
export function keysHere(env: NodeJS.ProcessEnv, keyVault?: VaultKey): KeysHere {
  const asked = new Map<string, Promise<boolean>>();
  return (recipient) => {
    const answer = asked.get(recipient) ?? opens(recipient, env, keyVault);
    asked.set(recipient, answer);
    return answer;
  };
}

async function opens(recipient: string, env: NodeJS.ProcessEnv, keyVault: VaultKey | undefined): Promise<boolean> {
  if (keyVault && recipient === keyUrl(keyVault)) return opensFor({ keyVault, age: [] }, env);
  return recipient.startsWith('age1') && opensFor({ age: [recipient] }, env);
}

async function opensFor(recipients: Recipients, env: NodeJS.ProcessEnv): Promise<boolean> {
  const declared = { name: 'probe', namespace: 'probe', type: 'Opaque', keys: ['probe'], recipients };
  try {
    await decryptDocument(await encrypt({ declared }, { probe: Buffer.from('nothing secret') }), { env });
    return true;
  } catch (error) {
    if (error instanceof NoKeyError) return false;
    throw error;
  }
}
