// docs/add-an-operator.md, step by step, in a fleet with the package. The project's definitions are not copied into this repository, and
// a test asks no network: a small one, made up in their likeness, stands in the place of what the page's curl gets.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { definition, writeDefinitions } from '../support/own-imports.ts';
import { describeDemonstration } from './demonstration.ts';
import { run } from './edits.ts';
import { blockWith, readPage } from './page.ts';
import { SmallFleet } from './small.ts';

describeDemonstration('an operator and its objects', () => {
  const { commands, code } = readPage('add-an-operator');
  const group = 'postgresql.cnpg.io';
  let fleet: SmallFleet;
  beforeAll(() => void (fleet = SmallFleet.byHand()), 120_000);
  afterAll(() => fleet.remove());

  /** Puts one of the page's blocks into a file, in the place of what a pattern finds there. */
  function edit(file: string, pattern: RegExp, words: string): void {
    const text = readFileSync(join(fleet.folder, file), 'utf8');
    expect(text).toMatch(pattern);
    fleet.write(file, text.replace(pattern, () => blockWith(code, words)).trimEnd());
  }

  test('its kinds become a schema and a class, without Go or the network', () => {
    const crds = `imports/crds/${group}.yaml`;
    const script = blockWith(commands, 'npm run imports');
    expect(script).toContain(` -o ${crds}\n`);
    writeDefinitions(join(fleet.folder, 'imports'), group, [definition(group, 'Cluster'), definition(group, 'Pooler')]);
    run(fleet, script.replaceAll(/^(?:npm install|curl) .*\n/gm, ''));
    expect(readFileSync(join(fleet.folder, `imports/schemas/${group}.json`), 'utf8')).toContain(`${group}/v1/Pooler`);
    expect(readFileSync(join(fleet.folder, `imports/${group}.ts`), 'utf8')).toContain('export class Cluster ');
  });

  test('an object of a kind that says nothing of its health is refused', () => {
    fleet.write('charts/cloudnative-pg.ts', blockWith(code, 'class CloudNativePg'));
    fleet.write('charts/orders-database.ts', blockWith(code, 'class OrdersDatabase'));
    edit('main.ts', /^ *cluster\.platform\('controllers'.*$/m, "cluster.platform('controllers'");
    edit('main.ts', /^(?=import .*shortener)/m, "import { OrdersDatabase } from './charts");
    run(fleet, 'npm run -s format -- main.ts');
    const { status, said } = fleet.shell('npm run -s synth');
    expect({ status, said }).toEqual({
      status: 1,
      said: expect.stringContaining('nothing says when a Cluster is healthy'),
    });
  });

  test('one that says it renders, after its operator, and passes every check', () => {
    edit('main.ts', /(?<=^ *clusters,\n)/m, `'${group}/Cluster': {`);
    run(fleet, 'npm run -s format -- main.ts');
    for (const script of commands.filter((each) => each.includes('npm run synth'))) run(fleet, script);
    const flux = readFileSync(join(fleet.folder, 'dist/dev/flux/orders-database.yaml'), 'utf8');
    expect(flux).toContain('name: cloudnative-pg\n');
    expect(flux).toMatch(/healthCheckExprs:\n.*\n +current: .*status\.conditions\.exists.*'Ready'/);
    expect(run(fleet, 'npm run -s list -- --cluster dev')).toMatch(/orders-database .*cloudnative-pg/);
  });

  test('the loop stands in for the operator as main.ts says, and says so', () => {
    const said = run(fleet, 'npm run -s loop -- --cluster dev --once --timeout 300');
    expect(said).toContain('stood in for, too, with the status that main.ts says: Cluster');
    expect(said).toMatch(/orders-database +ready/);
  }, 600_000);

  test('a misspelt field is refused, and so is imports/ that its definitions do not give', () => {
    run(fleet, "sed -i 's/instances: 3/instances: 0/' charts/orders-database.ts");
    expect(fleet.shell('npm run -s synth').said).toMatch(/orders-database\/cluster +spec\.instances\n +0 is too small/);
    run(fleet, "sed -i 's/instances: 0/instances: 3/' charts/orders-database.ts");
    writeDefinitions(join(fleet.folder, 'imports'), group, [definition(group, 'Cluster')]);
    const { status, said } = fleet.shell('npm run -s check');
    expect({ status, said }).toEqual({ status: 1, said: expect.stringContaining('FAILED  imports/ is what its') });
    run(fleet, 'npm run -s imports && npm run -s check');
  });

  test('a group of the machine is refused, with both files', () => {
    const own = 'imports/schemas/cert-manager.io.json';
    run(fleet, `cp node_modules/fleetwright/${own} ${own}`);
    expect(fleet.shell('npm run -s synth').said).toMatch(
      /^imports\/schemas\/cert-manager\.io\.json .*\n +cert-manager\.io is in node_modules\/fleetwright\/build\/imports\/.*, too/m,
    );
    rmSync(join(fleet.folder, own));
  });

  test('without a definition the kind is refused, and the message says what to do', () => {
    run(fleet, 'rm -r imports/crds && npm run -s imports');
    run(fleet, "sed -i '/^import { Cluster }/d; s/new Cluster(/new ApiObject(/' charts/orders-database.ts");
    run(
      fleet,
      `sed -i "s/import { Chart }/import { ApiObject, Chart }/; s/{ metadata: { name/{ apiVersion: '${group}\\/v1', kind: 'Cluster', metadata: { name/; s/ spec: {.*} });/ });/" charts/orders-database.ts`,
    );
    expect(fleet.shell('npm run -s synth').said).toContain(
      `its definition in imports/crds/${group}.yaml, then run npm run imports`,
    );
  });
});
