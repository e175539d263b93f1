// The real API server takes each workload as it is rendered, and the pods of each, on the strictest level of Pod Security.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { installDefinitions } from '../../../loop/definitions.ts';
import { Objects } from '../../../loop/objects.ts';
import { asArray, at } from '../../../render/fields.ts';
import { podTemplateOf } from '../../../render/pods.ts';
import { describeWith } from '../../../tools/describe-with.ts';
import { renderWorkloads } from '../../fixtures/workloads.ts';
import { bareServerPrograms } from '../../../loop/bare-server.ts';
import { Admission } from '../../support/admission.ts';

describeWith([...bareServerPrograms], 'the API server', (programs) => {
  const layers = new Set(['apps', 'platform']);
  const objects = renderWorkloads()
    .objects.filter(({ layer, object }) => layers.has(layer) && object.metadata.namespace !== undefined)
    .map(({ object }) => object);
  const named = objects.map((object) => [`${object.kind} ${object.metadata.name}`, object] as const);
  let server: Admission;
  beforeAll(async () => {
    server = await Admission.start(programs);
    await installDefinitions(new Objects(server.rest), 'keda.sh');
    for (const namespace of new Set(objects.map(({ metadata }) => metadata.namespace ?? '')))
      await server.namespace(namespace, { 'pod-security.kubernetes.io/enforce': 'restricted' });
    for (const account of objects.filter(({ kind }) => kind === 'ServiceAccount'))
      await new Objects(server.rest).apply(account);
  }, 120_000);
  afterAll(async () => server.close());

  test.each(named)('takes the %s', async (_name, object) => {
    const taken = await new Objects(server.rest).apply(object, { dryRun: true });
    expect(taken.metadata.name).toBe(object.metadata.name);
  });

  test.each(named.filter(([, object]) => podTemplateOf(object)))('takes the pods of the %s', async (_name, object) => {
    const { labels, annotations, spec } = podTemplateOf(object) ?? {};
    const metadata = { name: 'pod', labels, annotations } as object as { name: string };
    // As the controller does, which has made a claim of each template.
    const claims = asArray(at(object, 'spec.volumeClaimTemplates')).map((claim) => ({
      name: at(claim, 'metadata.name'),
      persistentVolumeClaim: { claimName: 'claim' },
    }));
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata,
      spec: { ...spec, volumes: [...asArray(spec?.volumes), ...claims] },
    };
    expect(await server.refusal(pod, object.metadata.namespace ?? '')).toBe('');
  });
});
