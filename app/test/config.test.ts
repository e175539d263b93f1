import { expect, test } from '@jest/globals';
import { files, ports } from '../contract.ts';
import { readConfig } from '../src/config.ts';

test('without a setting the service keeps its contract', () => {
  expect(readConfig({})).toEqual({
    logLevel: 'info',
    httpPort: ports.http,
    metricsPort: ports.metrics,
    linksFile: files.links,
    tokenFile: files.token,
    reloadSeconds: 5,
    requestSeconds: 10,
    maxConnections: 1000,
    drainSeconds: 20,
  });
});

test('an empty variable is as good as none', () => {
  expect(readConfig({ LOG_LEVEL: '', HTTP_PORT: '' })).toEqual(readConfig({}));
});

test('port 0 asks for a free one', () => {
  expect(readConfig({ HTTP_PORT: '0' }).httpPort).toBe(0);
});

test('every bad variable is named in one message', () => {
  const env = {
    LOG_LEVEL: 'loud',
    HTTP_PORT: '80.5',
    METRICS_PORT: '65536',
    RELOAD_SECONDS: '0',
    REQUEST_SECONDS: '-1',
    MAX_CONNECTIONS: '0',
    DRAIN_SECONDS: 'long',
  };
  const message = new RegExp(Object.keys(env).join('.*'));
  expect(() => readConfig(env)).toThrow(message);
});
