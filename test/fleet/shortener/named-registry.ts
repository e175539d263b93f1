// A registry on loopback under the name that dist/ has for it: programs reach it by HTTPS, through a proxy that leads nowhere else.
import { once } from 'node:events';
import { webcrypto } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { PemConverter, SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509';

const loopback = '127.0.0.1';
const hour = 3_600_000;

export class NamedRegistry {
  private constructor(
    private readonly server: Server,
    /** With these variables a program asks it for what has that name, and trusts its certificate. */
    readonly env: Readonly<Record<'HTTPS_PROXY' | 'SSL_CERT_FILE', string>>,
  ) {}

  /** @param name `registry.example.com`; @param port of the registry itself, which speaks HTTP; @param folder for the certificate */
  static async start(name: string, port: number, folder: string): Promise<NamedRegistry> {
    const { key, cert } = await certificateOf(name);
    const file = join(folder, 'registry.pem');
    writeFileSync(file, cert);
    const server = createServer().on('connect', ({ url }, client: Socket) => {
      if (url !== `${name}:443`) return void client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      const opened = new TLSSocket(client, { isServer: true, key, cert });
      const registry = connect(port, loopback);
      opened.once('error', () => registry.destroy());
      registry.once('error', () => opened.destroy());
      opened.pipe(registry).pipe(opened);
    });
    await once(server.listen(0, loopback), 'listening');
    const proxy = `http://${loopback}:${(server.address() as AddressInfo).port}`;
    return new NamedRegistry(server, { HTTPS_PROXY: proxy, SSL_CERT_FILE: file });
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await once(this.server.close(), 'close');
  }
}

/** A certificate that signs itself: who is to trust it is given it. */
async function certificateOf(name: string): Promise<{ readonly key: string; readonly cert: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - hour),
    notAfter: new Date(Date.now() + 24 * hour),
    extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: name }])],
  });
  const secret = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { key: PemConverter.encode(secret, 'PRIVATE KEY'), cert: certificate.toString('pem') };
}
