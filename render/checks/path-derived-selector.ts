// cdk8s-plus' default selector is made from the construct's path: moving the construct changes it, and a Deployment's
// selector is immutable, so the next apply would fail.
import { asRecord, at as fieldAt } from '../fields.ts';
import { everyPod } from '../pods.ts';
import type { Check } from './check.ts';

const derivedLabel = 'cdk8s.io/metadata.addr';
const selectors = ['spec.selector', 'spec.selector.matchLabels', 'spec.podSelector.matchLabels'];

export const pathDerivedSelector: Check = ({ objects }) =>
  objects.flatMap(({ at, object }) => {
    const fields = selectors.filter((field) => derivedLabel in asRecord(fieldAt(object, field)));
    const labelled = everyPod(object)
      .filter(({ labels }) => derivedLabel in labels)
      .map(({ field }) => (field === '' ? 'metadata.labels' : `${field}.metadata.labels`));
    return [...fields, ...labelled].map((field) => ({
      at,
      field,
      problem: `holds "${derivedLabel}", which changes when the construct moves in the code`,
      write: 'a label of your own, such as app.kubernetes.io/name',
    }));
  });
