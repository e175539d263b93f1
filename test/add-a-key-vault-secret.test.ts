// The section of docs/secrets-where.md on Key Vault, done to the letter in the sample service's chart.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Checkout, differences } from './support/checkout.ts';

const page = readFileSync('docs/secrets-where.md', 'utf8');
const [declared = '', identity = ''] = [...page.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code = '']) =>
  code.trimEnd(),
);
const [mount = ''] = /mail\.at\('[^']+'\)/.exec(page) ?? [];

let checkout: Checkout;
beforeAll(() => {
  checkout = new Checkout();
  const imported = 'import { SopsSecret }';
  const constructs = ['KeyVaultSecret', 'KeyVaultStore'].map(
    (name) => `import { ${name} } from '../lib/secrets/${name.replaceAll(/\B[A-Z]/g, '-$&').toLowerCase()}.ts';\n`,
  );
  checkout.edit('charts/shortener.ts', imported, `${constructs.join('')}${imported}`);
  checkout.edit('charts/shortener.ts', '    const service = ', `${declared}\n$&`);
  checkout.edit('charts/shortener.ts', 'mounts: [', `mounts: [${mount}, `);
  checkout.edit('clusters/cluster.ts', '    readonly grafanaAdmin: string;\n', `$&${identity}\n`);
  for (const cluster of ['dev', 'staging', 'production'])
    checkout.edit(
      `clusters/${cluster}.ts`,
      '      grafanaAdmin:',
      "      greeter: '00000000-0000-0000-0000-000000000000',\n$&",
    );
});
afterAll(() => checkout.remove());

test('it compiles, and adds the account, the store and the secret to each cluster', () => {
  const before = checkout.tree('dist');
  checkout.edit('tsconfig.json', '"**/*.ts"', '"main.ts"');
  expect(checkout.exec(process.execPath, ['node_modules/typescript/bin/tsc', '--noEmit']).stdout).toBe('');
  expect(checkout.run('commands/synth.ts')).toMatchObject({ status: 0, stderr: '' });
  const folder = 'production/apps/shortener/shortener';
  expect(differences(before, checkout.tree('dist')).filter((path) => path.startsWith('production/'))).toEqual([
    `${folder}/Deployment.apps_shortener.yaml`,
    `${folder}/ExternalSecret.external-secrets.io_mail.yaml`,
    `${folder}/SecretStore.external-secrets.io_key-vault.yaml`,
    `${folder}/ServiceAccount_key-vault.yaml`,
    'production/flux/shortener.yaml',
  ]);
});
