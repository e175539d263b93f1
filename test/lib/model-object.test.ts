import { expect, test } from '@jest/globals';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { ModelObject } from '../../lib/model-object.ts';
import { Namespace } from '../../lib/namespace/namespace.ts';
import { restrictedContainer, restrictedPod } from '../../lib/workload/security.ts';
import { findingsOf, objectsOf, only, pinnedImage, type Charts } from '../support/synthesize.ts';

const spec = {
  selector: { matchLabels: { app: 'a' } },
  template: {
    metadata: { labels: { app: 'a' } },
    spec: {
      securityContext: restrictedPod,
      containers: [
        {
          name: 'a',
          image: pinnedImage,
          securityContext: restrictedContainer,
          lifecycle: { preStop: { sleep: { seconds: 3 } } },
        },
      ],
    },
  },
};

const deployment = (metadata: object, extra: object = {}): Charts => ({
  a: (chart) => {
    new Namespace(chart, 'a', { quota: { cpu: '1', memory: '1Gi', pods: 5 } });
    new ModelObject(chart, 'deployment', new Deployment({ metadata, spec: { ...spec, ...extra } }));
  },
});

test('what the model holds is what is rendered, fields newer than Kubernetes 1.27 too', () => {
  expect(only(objectsOf(deployment({ name: 'a' })), 'Deployment')).toEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'a', namespace: 'a' },
    spec,
  });
});

test('what is undefined in the model is not there, and no null either', () => {
  expect(only(objectsOf(deployment({ name: 'a' }, { replicas: undefined })), 'Deployment').spec).toEqual(spec);
});

test('a later change of the model changes nothing: it was copied', () => {
  const model = new Deployment({ metadata: { name: 'a' }, spec });
  const objects = objectsOf({
    a: (chart) => {
      new ModelObject(chart, 'deployment', model);
      model.metadata = { name: 'other' };
    },
  });
  expect(only(objects, 'Deployment').metadata.name).toBe('a');
});

test('a model without a name is refused: cdk8s would make one from the place in the code', () => {
  expect(findingsOf(deployment({}))).toMatchObject([
    { code: 'derived-name', at: 'test/apps/a/deployment', field: 'metadata.name', write: 'an explicit metadata.name' },
  ]);
});
