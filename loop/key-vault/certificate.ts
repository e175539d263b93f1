// Clients talk TLS to Azure's own names, so the stand-in needs a certificate for them: made for one run, trusted by whoever
// is given its file, written nowhere else.
import { generate } from 'selfsigned';

export interface Certificate {
  /** PEM; public. */
  readonly cert: string;
  /** PEM; never leaves the process. */
  readonly key: string;
}

/** A self-signed certificate for these names. */
export async function selfSigned(names: readonly string[]): Promise<Certificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'stand-in for Azure' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: names.map((value) => ({ type: 2, value })) },
    ],
  });
  return { cert, key };
}
