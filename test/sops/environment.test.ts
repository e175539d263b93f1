// sops gets the caller's keys by name, and neither a home nor a variable that leads to any other key service.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { hasAgeKey, hasAzureLogin, withKeys, withoutKeys } from '../../sops/environment.ts';

const shut = {
  HOME: '/nonexistent',
  SOPS_HC_VAULT_ALLOWLIST: 'none',
  SOPS_GPG_EXEC: '/nonexistent',
  AWS_EC2_METADATA_DISABLED: 'true',
  GOOGLE_APPLICATION_CREDENTIALS: '/nonexistent',
};
/** Everything that may come from the caller. */
const passed =
  /^(PATH|SOPS_AGE_KEY(_FILE|_CMD)?|AZURE_\w+|IDENTITY_\w+|IMDS_\w+|MSI_\w+|SSL_CERT_(FILE|DIR)|(https?|no)_proxy|(HTTPS?|NO)_PROXY)$/;

let home = '';
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'fleetwright-home-'));
});
afterAll(() => rmSync(home, { recursive: true }));

/** Puts a file below the home, where programs look for it. */
function put(path: string): string {
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
  return file;
}

test('to encrypt, it gets nothing', () => {
  const env = { PATH: '/bin', HOME: home, SOPS_AGE_KEY: 'x', VAULT_TOKEN: 'x', AZURE_CLIENT_ID: 'x' };
  expect(withoutKeys(env)).toEqual({ PATH: '/bin', ...shut, AZURE_TOKEN_CREDENTIALS: 'none' });
});

describe('to decrypt, it gets', () => {
  test('the key file of the caller and the folder of az, each by name', () => {
    const file = put(
      process.platform === 'darwin' ? 'Library/Application Support/sops/age/keys.txt' : '.config/sops/age/keys.txt',
    );
    put('.azure/azureProfile.json');
    const env = { PATH: '/bin', HOME: home };
    const found = { PATH: '/bin', ...shut, SOPS_AGE_KEY_FILE: file, AZURE_CONFIG_DIR: join(home, '.azure') };
    expect(withKeys(env)).toEqual([{ ...found, AZURE_TOKEN_CREDENTIALS: 'none' }, found]);
    expect([hasAgeKey(env), hasAzureLogin(env)]).toEqual([true, true]);
    expect(withKeys({ ...env, SOPS_AGE_KEY_FILE: '/other' })[0]).toMatchObject({ SOPS_AGE_KEY_FILE: '/other' });
  });

  test('the command that prints a key, with the home that it may need', () => {
    const [env] = withKeys({ PATH: '/bin', HOME: '/home/me', SOPS_AGE_KEY_CMD: 'pass show "age key"' });
    expect(env?.SOPS_AGE_KEY_CMD).toBe(`env 'HOME=/home/me' pass show "age key"`);
    expect(env?.HOME).toBe('/nonexistent');
  });

  test('no Azure where there is no login', () => {
    const env = { PATH: '/bin', HOME: '/home/me', SOPS_AGE_KEY: 'x' };
    expect(withKeys(env)).toEqual([expect.objectContaining({ AZURE_TOKEN_CREDENTIALS: 'none', SOPS_AGE_KEY: 'x' })]);
  });

  test('no other variable, whatever it is called', () => {
    const services =
      'VAULT_ADDR VAULT_TOKEN AWS_ACCESS_KEY_ID AWS_PROFILE GNUPGHOME GOOGLE_CREDENTIALS HUAWEICLOUD_SDK_AK XDG_CONFIG_HOME ' +
      'SOPS_KEYSERVICE SOPS_CONFIG SOPS_VAULT_URIS SOPS_PGP_FP SOPS_AGE_RECIPIENTS SOPS_AGE_SSH_PRIVATE_KEY_CMD HOME ' +
      'SOPS_GPG_EXEC SOPS_HC_VAULT_ALLOWLIST AWS_EC2_METADATA_DISABLED GOOGLE_APPLICATION_CREDENTIALS';
    const name = fc.oneof(
      fc.constantFrom(...services.split(' ')),
      fc.string({ unit: fc.constantFrom(...'ABCDEFSOPAGE_'), minLength: 1 }),
    );
    fc.assert(
      fc.property(fc.dictionary(name, fc.constant('/of-the-caller')), (env) => {
        for (const given of [withoutKeys(env), ...withKeys({ ...env, AZURE_CLIENT_ID: 'x' })]) {
          expect(given).toMatchObject(shut);
          const others = Object.keys(given).filter((variable) => !(variable in shut) && !passed.test(variable));
          expect(others).toEqual([]);
        }
      }),
    );
  });
});
