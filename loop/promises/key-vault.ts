// Key Vault end to end: the real sops encrypts to a key of a vault that a stand-in plays, the real kustomize-controller
// decrypts with workload identity, and a vault that says no takes nothing away.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { KeyVault } from '../key-vault/key-vault.ts';
import { arrivedText, secretOf } from '../arrived.ts';
import { failure, offer, release, takingBack } from '../commits.ts';
import type { LoopUnderTest } from '../describe-loop.ts';
import { allReady, pull } from '../loop.ts';
import { controllerAccount, encryptForVault, federate, mountToken, tokenFile } from '../vault.ts';
import type { SecretFile } from '../work-tree.ts';
import { withApplication } from './application.ts';

export function testKeyVault(under: LoopUnderTest): void {
  withApplication(under.cluster, ['Secret'], ({ name }) => testKeyVaultOf(name, under));
}

function testKeyVaultOf(chart: string, { loop, programs }: LoopUnderTest): void {
  describe('a secret for a vault that a stand-in plays', () => {
    let vault: KeyVault;
    takingBack(loop);
    beforeAll(async () => {
      vault = await KeyVault.start();
      await federate(loop().cluster, vault);
      await runAs(controllerAccount);
    });
    afterEach(() => vault.permit());
    afterAll(async () => {
      await loop().cluster.flux.kustomize.kill();
      loop().cluster.flux.kustomize.restart();
      await vault.close();
    });

    test('is decrypted by the vault for the account of kustomize-controller, and by nothing else', async () => {
      await give('first');
      expect(loop().workTree.read(file().path)).not.toMatch(/age1|BEGIN AGE/);
      await release(loop(), 'Give a value for the vault');
      expect(await arrived()).toBe('first');
      expect(vault.requests.at(-1)).toMatchObject({ path: `/keys/sops/${vault.key.version}/decrypt`, status: 200 });
    });

    test('that is encrypted to a new version of the key arrives as well', async () => {
      vault.rotate();
      await give('second');
      await release(loop(), 'Rotate the key');
      expect(await arrived()).toBe('second');
      expect(vault.requests.at(-1)).toMatchObject({ path: `/keys/sops/${vault.key.version}/decrypt`, status: 200 });
    });

    test('stays as it was while the identity has no role, Flux says so, and the new one comes once it has', async () => {
      const before = await arrived();
      await give('third');
      vault.refuse();
      const commit = await offer(loop(), 'Give a value that the vault does not hand out');
      expect(await refusal(commit)).toContain('the identity has no role that allows to decrypt');
      expect(await arrived()).toBe(before);

      vault.permit();
      await pull(loop());
      await allReady(loop(), { commit });
      expect(await arrived()).toBe('third');
    });

    test('stays as it was where the controller runs under an account that the identity does not trust', async () => {
      const before = await arrived();
      await runAs('another-account');
      await give('fourth');
      const commit = await offer(loop(), 'Give a value under another account');
      expect(await refusal(commit)).toContain(
        'AADSTS700213: no federated credential is for the subject system:serviceaccount:flux-system:another-account',
      );
      expect(await arrived()).toBe(before);

      await runAs(controllerAccount);
      await allReady(loop(), { commit });
      expect(await arrived()).toBe('fourth');
    });

    /** Restarts the controller, for it keeps a token that it has got for as long as that is good. */
    async function runAs(account: string): Promise<void> {
      const { cluster } = loop();
      await mountToken(cluster, account);
      await cluster.flux.kustomize.kill();
      cluster.flux.kustomize.restart(vault.workloadIdentity(tokenFile(cluster.sandbox)));
    }

    async function give(token: string): Promise<void> {
      loop().workTree.write(file().path, await encryptForVault(programs, vault, file(), { token }));
    }

    /** What Flux says, without the line breaks and frames that sops puts into it. */
    async function refusal(commit: string): Promise<string> {
      return (await failure(loop(), chart, commit)).replaceAll(/[\s|]+/g, ' ');
    }
  });

  const file = (): SecretFile => secretOf(loop(), chart);

  const arrived = async (): Promise<string | undefined> => (await arrivedText(loop(), file())).token;
}
