// What the constructs of this folder are given, as shapes: TypeScript's types are gone when a synth runs.
import { anyOf, mapOf, needed, number, propsOf, text } from '../validation/props.ts';
import { listOf, oneOf, only } from '../validation/shape.ts';
import type { AllowTrafficProps, Flow, Port } from './traffic.ts';

const labels = mapOf(text);

const peer = anyOf(
  "{ namespace, podLabels }, { namespaceLabels }, { cidr, except }, 'kubernetes-api', 'own-node', 'nodes' or 'anywhere'",
  oneOf('kubernetes-api', 'own-node', 'nodes', 'anywhere'),
  only({ namespace: text, podLabels: labels }, 'namespace'),
  only({ namespaceLabels: labels }, 'namespaceLabels'),
  only({ cidr: text, except: listOf(text) }, 'cidr'),
);

const port = propsOf<Port>({ port: needed(anyOf('a number, or a name', number, text)), protocol: oneOf('TCP', 'UDP') });

export const flowShape = propsOf<Flow>({ peers: needed(listOf(peer)), ports: needed(listOf(port)) });

export const allowTrafficShape = propsOf<AllowTrafficProps>({
  namespace: text,
  pods: needed(labels),
  from: listOf(flowShape),
  to: listOf(flowShape),
});
