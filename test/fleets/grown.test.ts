// A fork makes the fleet its own and lets it grow: own names and keys, a service, a secret, a cluster. It changes no test for
// that: the checks pass after each page, and every test that needs Node alone in the end. `npm run test:pages` runs those
// after each page that the fork, the service and the cluster come from: that takes minutes each time.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Clone } from './clone.ts';
import { describeDemonstration } from './demonstration.ts';
import {
  addCluster,
  addMigration,
  addService,
  addSlo,
  addVaultSecret,
  addWorker,
  fork,
  recovered,
  run,
} from './edits.ts';
import { readPage } from './page.ts';
import { complaints, failures } from './verdict.ts';

const minutes = 60_000;

describeDemonstration('a fleet that grows', () => {
  let clone: Clone;
  beforeAll(() => void (clone = new Clone()));
  afterAll(() => clone.remove());

  /** What the formatter would change. */
  const unformatted = (): string => clone.shell('npm run -s format -- --list-different').said;

  /** The files of some that hold a block of a page, whatever its margin, under the names of this fork. */
  function holding(files: readonly string[], block: string): readonly string[] {
    const own = block
      .replaceAll('example', 'contoso')
      .replace('contoso.com', 'contoso.dev')
      .replace(/0{64}/, '1'.repeat(64));
    const flat = (text: string): string => text.replaceAll(/^ +/gm, '');
    return files.filter((file) => flat(clone.read(file)).includes(flat(own)));
  }

  /** What a synth of what was edited says, and which files of a folder it and the edits changed. */
  function rendered(title: string, below = 'dist'): { said: string; changed: readonly string[] } {
    run(clone, 'npm run -s format');
    const said = run(clone, 'npm run -s synth');
    expect(complaints(clone)).toBe('');
    return { said, changed: clone.commit(title, below) };
  }

  function everyTestPasses(page: string): void {
    test(`after ${page} every test that needs Node alone passes`, () => expect(failures(clone)).toBe(''), 30 * minutes);
  }

  const afterEachPage = process.env.UNIT_TESTS === 'after-each-page';

  test(
    'docs/fork.md leaves no placeholder, and secrets that the own keys open',
    () => {
      fork(clone);
      rendered('Make it ours');
      const { placeholders } = JSON.parse(run(clone, 'npm run -s list -- --json')) as { placeholders: unknown[] };
      expect(placeholders).toEqual([]);
      expect(recovered(clone)).toBe('43');
    },
    10 * minutes,
  );

  if (afterEachPage) everyTestPasses('docs/fork.md');

  test(
    'docs/add-a-service.md gives it all that makes a service production-ready',
    () => {
      const written = addService(clone).split('\n\n', 1).join().split('\n');
      expect(unformatted()).toBe('');
      for (const block of readPage('add-a-service').code) expect(holding(written, block)).not.toEqual([]);
      const { said, changed } = rendered('Add greeter');
      const [printed = ''] = readPage('add-a-service').printed;
      expect(said).toContain(printed);
      expect(changed.filter((path) => !/greeter|hello/.test(path))).toEqual([]);
      expect(changed).toEqual(
        expect.arrayContaining(
          [
            'tenants/greeter-tenant/_cluster/Namespace_greeter.yaml',
            'tenants/greeter-tenant/cluster-config/ServiceAccount_applier-greeter.yaml',
            'tenants/greeter-tenant/greeter/CiliumNetworkPolicy.cilium.io_allow-dns.yaml',
            'tenants/greeter-tenant/greeter/NetworkPolicy.networking.k8s.io_deny-all.yaml',
            'tenants/greeter-tenant/greeter/ResourceQuota_quota.yaml',
            'tenants/greeter-tenant/greeter/Role.rbac.authorization.k8s.io_applier-greeter.yaml',
            'apps/greeter/greeter/CiliumNetworkPolicy.cilium.io_greeter.yaml',
            'apps/greeter/greeter/Deployment.apps_greeter.yaml',
            'apps/greeter/greeter/HTTPRoute.gateway.networking.k8s.io_greeter.yaml',
            'apps/greeter/greeter/HorizontalPodAutoscaler.autoscaling_greeter.yaml',
            'apps/greeter/greeter/PodDisruptionBudget.policy_greeter.yaml',
            'apps/greeter/greeter/ServiceAccount_greeter.yaml',
            'apps/greeter/greeter/Service_greeter.yaml',
          ].map((path) => `dist/production/${path}`),
        ),
      );
    },
    10 * minutes,
  );

  if (afterEachPage) everyTestPasses('docs/add-a-service.md');

  test(
    'docs/secrets-where.md adds the account, the store and the secret to each cluster',
    () => {
      addVaultSecret(clone);
      const folder = 'dist/production/apps/greeter/greeter';
      expect(rendered('Let greeter send mail', 'dist/production').changed).toEqual([
        `${folder}/Deployment.apps_greeter.yaml`,
        `${folder}/ExternalSecret.external-secrets.io_mail.yaml`,
        `${folder}/SecretStore.external-secrets.io_key-vault.yaml`,
        `${folder}/ServiceAccount_key-vault.yaml`,
        'dist/production/flux/greeter.yaml',
      ]);
    },
    10 * minutes,
  );

  test(
    'docs/add-a-worker.md adds a worker and a schedule, in the chart of the service alone',
    () => {
      addWorker(clone);
      const folder = 'dist/production/apps/greeter/greeter';
      expect(rendered('Send mail and reports', 'dist/production').changed).toEqual([
        `${folder}/CiliumNetworkPolicy.cilium.io_greeter-mailer.yaml`,
        `${folder}/CiliumNetworkPolicy.cilium.io_greeter-report.yaml`,
        `${folder}/CronJob.batch_greeter-report.yaml`,
        `${folder}/Deployment.apps_greeter-mailer.yaml`,
        `${folder}/HorizontalPodAutoscaler.autoscaling_greeter-mailer.yaml`,
        `${folder}/PodDisruptionBudget.policy_greeter-mailer.yaml`,
        `${folder}/ServiceAccount_greeter-mailer.yaml`,
        `${folder}/ServiceAccount_greeter-report.yaml`,
      ]);
    },
    10 * minutes,
  );

  test(
    'docs/add-a-migration.md has the service wait for its migration',
    () => {
      addMigration(clone);
      const { changed } = rendered('Migrate the database', 'dist/production');
      const folder = 'dist/production/apps/greeter-migration/greeter';
      expect(changed).toEqual(
        expect.arrayContaining([
          `${folder}/CiliumNetworkPolicy.cilium.io_greeter-migration.yaml`,
          `${folder}/Job.batch_greeter-migration.yaml`,
          `${folder}/ServiceAccount_greeter-migration.yaml`,
          'dist/production/flux/greeter-migration.yaml',
        ]),
      );
      expect(clone.read('dist/production/flux/greeter.yaml')).toMatch(/^ *- name: greeter-migration\n(?! *readyExpr)/m);
    },
    10 * minutes,
  );

  test(
    'docs/add-an-slo.md has the service scraped, and adds its alerts',
    () => {
      addSlo(clone);
      const folder = 'dist/production/apps/greeter/greeter';
      const { changed } = rendered('Promise what greeter answers', 'dist/production');
      expect(changed).toEqual(
        expect.arrayContaining([
          `${folder}/PrometheusRule.monitoring.coreos.com_slo.yaml`,
          `${folder}/ServiceMonitor.monitoring.coreos.com_greeter.yaml`,
        ]),
      );
      const alerts = run(clone, 'npm run -s alerts -- --cluster production').match(/Greeter\w+(?= +\w+ +links )/g);
      expect(alerts).toEqual(
        ['ErrorBudgetFast', 'ErrorBudgetSlow', 'LatencyBudgetFast', 'LatencyBudgetSlow'].map(
          (name) => `Greeter${name}Burn`,
        ),
      );
    },
    10 * minutes,
  );

  test(
    'docs/add-a-cluster.md adds one, and changes no other',
    () => {
      addCluster(clone);
      const { changed } = rendered('Add qa');
      expect(changed.length).toBeGreaterThan(50);
      expect(changed.filter((path) => !path.startsWith('dist/qa/'))).toEqual([]);
    },
    10 * minutes,
  );

  everyTestPasses('docs/add-a-cluster.md');
});
