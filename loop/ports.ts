// Ports of loopback for the programs of one cluster, so that any number of clusters run side by side.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';

/** The only address that anything here listens on. */
export const loopback = '127.0.0.1';

/** More than a cluster needs; the first one is the claim. */
const blockSize = 32;
const firstPort = 16_384;

/**
 * A block of ports that is this cluster's until it ends. A port that is free when one looks can be somebody else's when, a
 * moment later, the program listens: so the block is claimed by a socket that listens on its first port, and lies below those
 * that the system gives to whoever asks for any port.
 */
export class Ports {
  private next: number;

  private constructor(
    private readonly claim: Server,
    private readonly first: number,
  ) {
    this.next = first + 1;
  }

  /** @throws Error if every block is taken */
  static async claim(): Promise<Ports> {
    const count = Math.floor((lastPort() - firstPort) / blockSize);
    // Whoever begins elsewhere meets fewer others.
    const start = process.pid % count;
    for (let step = 0; step < count; step++) {
      const first = firstPort + ((start + step) % count) * blockSize;
      const claim = await listenOn(first);
      if (!claim) continue;
      if (await areFree(first + 1, blockSize - 1)) return new Ports(claim.unref(), first);
      await closed(claim);
    }
    throw new Error(`no ${blockSize} free ports in a row on ${loopback}, from ${firstPort} on: end what listens there`);
  }

  /** One that nobody has been given. @throws Error if none is left */
  take(): number {
    if (this.next >= this.first + blockSize) throw new Error(`a cluster has ${blockSize - 1} ports: raise blockSize`);
    return this.next++;
  }

  async release(): Promise<void> {
    if (this.claim.listening) await closed(this.claim);
  }
}

/** The one before those that the system gives to whoever asks for any; where it gives nearly all, one that Linux begins at. */
function lastPort(): number {
  const first = firstOfTheSystem();
  return first >= firstPort + blockSize ? first : 32_768;
}

/** Elsewhere than on Linux, as IANA has it (RFC 6335, section 6). */
function firstOfTheSystem(): number {
  try {
    return Number.parseInt(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8'), 10);
  } catch {
    return 49_152;
  }
}

/** @returns undefined if somebody listens there */
async function listenOn(port: number): Promise<Server | undefined> {
  const server = createServer();
  try {
    await once(server.listen(port, loopback), 'listening');
    return server;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return undefined;
    throw error;
  }
}

async function areFree(first: number, count: number): Promise<boolean> {
  const servers = await Promise.all(Array.from({ length: count }, (_, index) => listenOn(first + index)));
  const open = servers.filter((server) => server !== undefined);
  await Promise.all(open.map(closed));
  return open.length === count;
}

async function closed(server: Server): Promise<void> {
  await once(server.close(), 'close');
}
