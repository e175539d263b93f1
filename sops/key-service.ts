// Lets sops encrypt for Azure Key Vault without Azure: a key service that does with the public half what the vault would.
import { join } from 'node:path';
import type * as grpc from '@grpc/grpc-js';
import { encryptFor, keyUrl, type VaultKey } from '../lib/secrets/vault-key.ts';

interface Request {
  readonly key?: { readonly azure_keyvault_key?: { vault_url: string; name: string; version: string } | null } | null;
  readonly plaintext?: Uint8Array;
}
type Call = grpc.ServerUnaryCall<Request, { ciphertext: Buffer }>;
type Answer = grpc.sendUnaryData<{ ciphertext: Buffer }>;

/**
 * Runs with a key service that answers `Encrypt` for these keys and refuses everything else; it decrypts nothing, for it
 * has no private key. It listens on a socket in a folder that only this user can enter.
 * @param folder that folder, with a short path: a socket's may have 107 bytes
 * @param run gets the address, as sops takes it
 */
export async function withKeyService<T>(
  keys: readonly VaultKey[],
  folder: string,
  run: (address: string) => Promise<T>,
): Promise<T> {
  // Loaded only when it is used: most commands never do.
  const { Server, ServerCredentials, loadPackageDefinition, status } = await import('@grpc/grpc-js');
  const { loadSync } = await import('@grpc/proto-loader');
  const definition = loadSync(join(import.meta.dirname, 'key-service.proto'), { keepCase: true });
  const { KeyService } = loadPackageDefinition(definition) as unknown as { KeyService: grpc.ServiceClientConstructor };
  const socket = join(folder, 'keys');

  const server = new Server();
  server.addService(KeyService.service, {
    Encrypt: ({ request }: Call, answer: Answer) => {
      const asked = request.key?.azure_keyvault_key;
      const url = asked && keyUrl({ vaultUrl: asked.vault_url, name: asked.name, version: asked.version });
      const key = keys.find((known) => keyUrl(known) === url);
      if (!key || !request.plaintext) {
        answer({
          code: status.NOT_FOUND,
          details: `the keys file has no public half of ${url ?? 'a key of this kind'}`,
        });
        return;
      }
      answer(null, { ciphertext: Buffer.from(encryptFor(key, request.plaintext)) });
    },
    Decrypt: (_call: Call, answer: Answer) =>
      answer({ code: status.PERMISSION_DENIED, details: 'only the vault decrypts: here is the public half alone' }),
  });
  await new Promise<void>((resolve, reject) => {
    const done = (error: Error | null): void => (error ? reject(error) : resolve());
    server.bindAsync(`unix:${socket}`, ServerCredentials.createInsecure(), done);
  });
  try {
    return await run(`unix://${socket}`);
  } finally {
    server.forceShutdown();
  }
}
