// What is written of a release: what rules ask of its objects, which values its chart has, and nothing of what they hold.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  differences,
  leftOver,
  passedOver,
  removeInventory,
  writeInventory,
} from '../../../commands/helm/inventories.ts';
import { inventoryOf, textOf } from '../../../commands/helm/inventory.ts';
import { rendered, template } from '../../../commands/helm/template.ts';
import { valuesOf } from '../../../commands/helm/values.ts';
import type { Inventory } from '../../../render/inventory.ts';
import { describeWith } from '../../../tools/describe-with.ts';
import { type ChartRepository, serveChart } from '../../support/chart-repository.ts';

const values = `size: 1
image: { tag: '1', registry: '' }
settings: { level: info }
labels: {}
accounts: { one: { name: first } }
cache: { enabled: false }
credentials: { user: broker }
`;

const manifests = `apiVersion: apps/v1
kind: Deployment
metadata: { name: broker, labels: { app: broker } }
spec:
  replicas: {{ .Values.size }}
  selector: { matchLabels: { app: broker } }
  template:
    metadata: { labels: { app: broker } }
    spec:
      nodeSelector: {{ .Values.nodeSelector | toJson }}
      containers:
        - name: broker
          image: "broker:{{ .Values.image.tag }}"
          ports: [{ name: amqp, containerPort: 5672 }]
          env: [{ name: LEVEL, value: "{{ .Values.settings.level }}" }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: {{ .Values.settings | toJson }}
---
apiVersion: v1
kind: Secret
metadata: { name: "{{ (index .Values.accounts.one "name") }}" }
stringData: { password: hunter2 }
data: { login: {{ .Values.credentials | toJson | b64enc }} }
---
{{- range $name, $account := .Values.accounts }}
apiVersion: v1
kind: ServiceAccount
metadata: { name: {{ required "an account has a name" $account.name }}, namespace: elsewhere }
---
{{- end }}
apiVersion: v1
kind: Namespace
metadata: { name: elsewhere, labels: { team: a } }
---
apiVersion: batch/v1
kind: Job
metadata: { name: migrate, annotations: { helm.sh/hook: pre-install } }
`;

const part = {
  'charts/cache/Chart.yaml': 'apiVersion: v2\nname: cache\nversion: 1.0.0\n',
  'charts/cache/values.yaml': 'memory: 1Gi\n',
  'Chart.yaml':
    'apiVersion: v2\nname: broker\nversion: 1.2.3\ndependencies: [{ name: cache, version: 1.0.0, condition: cache.enabled }]\n',
};

const release = {
  at: 'dist/dev/apps/brokers/release.yaml',
  cluster: 'dev',
  name: 'broker',
  namespace: 'brokers',
  chart: {
    source: { kind: 'OCIRepository', name: 'broker' },
    url: 'oci://registry.example.com/broker',
    name: 'broker',
    version: '1.2.3',
    digest: '',
  },
  values: { files: ['settings: { level: debug }'], single: [] },
  inventory: 'dev/broker.json',
  told: 'sha256:0',
  object: { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', metadata: { name: 'broker' } },
  unseen: [],
  provides: [],
  requires: [],
};

describeWith(['helm'], 'helm', ({ helm: program }) => {
  let repository: ChartRepository;
  let inventory: Inventory;
  beforeAll(async () => {
    repository = await serveChart(program, { ...part, 'values.yaml': values, 'templates/all.yaml': manifests });
    const helm = { program, kubernetes: '1.36', folder: repository.chart };
    const known = await valuesOf(repository.chart, (more) => rendered(release, helm, more));
    inventory = inventoryOf(release, await template(release, helm), known);
  });
  afterAll(() => repository.close());

  test('of each object it holds what rules ask for, and of Secrets no value', () => {
    expect(inventory).toMatchObject({ from: 'oci://registry.example.com/broker 1.2.3', told: 'sha256:0' });
    expect(inventory.objects).toEqual({
      'v1/ConfigMap': [{ metadata: { name: 'settings', namespace: 'brokers' }, data: { level: '' } }],
      'v1/Namespace': [{ metadata: { name: 'elsewhere', labels: { team: 'a' } } }],
      'v1/Secret': [{ metadata: { name: 'first', namespace: 'brokers' }, data: { login: '', password: '' } }],
      'v1/ServiceAccount': [{ metadata: { name: 'first', namespace: 'elsewhere' } }],
      'apps/v1/Deployment': [
        {
          metadata: { name: 'broker', namespace: 'brokers' },
          spec: {
            replicas: 1,
            template: {
              metadata: { labels: { app: 'broker' } },
              spec: { containers: [{ name: 'broker', ports: [{ name: 'amqp', containerPort: 5672 }] }] },
            },
          },
        },
      ],
    });
    expect(textOf(inventory)).not.toContain('hunter2');
  });

  test('values are those with a default and those that are read; a map that is passed on, or looked through, may hold anything', () => {
    expect(inventory.values).toEqual({
      size: true,
      image: { tag: true, registry: true },
      settings: true,
      labels: true,
      accounts: true,
      credentials: true,
      nodeSelector: true,
      cache: { enabled: true, memory: true, global: true, tags: true },
      global: true,
      tags: true,
    });
  });

  test.each([
    ['size: 2\nimage: { tag: "2" }\ncache: { memory: 2Gi }\naccounts: { two: { name: b } }', []],
    ['sise: 2', ['spec.values.sise']],
    ['cache: { size: 2Gi }', ['spec.values.cache.size']],
  ])('%j is held against them', (file, fields) => {
    const problems = passedOver({ ...release, values: { files: [file], single: [] } }, inventory);
    expect(problems.map(({ object }) => object)).toEqual(fields);
  });

  describe('as it lies there', () => {
    const home = mkdtempSync(join(tmpdir(), 'fleetwright-inventory-'));
    const before = process.cwd();
    beforeAll(() => process.chdir(home));
    afterAll(() => {
      process.chdir(before);
      rmSync(home, { recursive: true });
    });

    test('it is what was written, or differs, or is of no release', () => {
      expect(differences(release, inventory)).toEqual([]);
      writeInventory(release, inventory);
      expect(JSON.parse(readFileSync('inventory/dev/broker.json', 'utf8'))).toEqual(inventory);
      expect(differences(release, inventory)).toEqual([]);
      expect(leftOver('dev', [release])).toEqual([]);

      writeFileSync('inventory/dev/broker.json', textOf({ ...inventory, told: 'sha256:1' }));
      expect(differences(release, inventory)).toEqual([
        { object: 'inventory/dev/broker.json', problem: expect.stringContaining('differs in 2 lines') },
      ]);

      const [gone = ''] = leftOver('dev', []);
      expect(gone).toBe('inventory/dev/broker.json');
      removeInventory(gone);
      expect(leftOver('dev', [])).toEqual([]);
    });
  });
});
