// Wiring: the files, the two servers and the signals.
import { readConfig } from './config.ts';
import { linksWords, parseLinks } from './links.ts';
import { createMetricsServer } from './metrics-server.ts';
import { createMetrics } from './metrics.ts';
import { keepFresh } from './reload.ts';
import { createServer } from './server.ts';
import { closeOnSignal } from './shutdown.ts';
import { parseToken, revoked, tokenWords } from './token.ts';
import { WatchedFile } from './watched-file.ts';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const links = new WatchedFile(config.linksFile, parseLinks);
  const token = new WatchedFile(config.tokenFile, parseToken, revoked);
  const metrics = createMetrics(() => links.value?.size ?? 0);
  const limits = { requestSeconds: config.requestSeconds, connections: config.maxConnections };
  const server = createServer({ links, token, metrics, limits, logLevel: config.logLevel });
  const metricsServer = createMetricsServer(metrics.registry, limits);
  const { log } = server;

  closeOnSignal({ servers: [server, metricsServer], limitSeconds: config.drainSeconds, log });

  // Loaded before the first probe can ask. Where a file is missing the service still starts, and says so when probed.
  await keepFresh({ name: 'links', file: links, words: linksWords, metrics, log }, config.reloadSeconds);
  await keepFresh({ name: 'token', file: token, words: tokenWords, metrics, log }, config.reloadSeconds);

  const host = '0.0.0.0';
  await metricsServer.listen({ host, port: config.metricsPort });
  await server.listen({ host, port: config.httpPort });
  log.info({ http: server.addresses(), metrics: metricsServer.addresses() }, 'listening');
}

void main();
