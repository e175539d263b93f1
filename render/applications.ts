// Which charts are applications', and what is granted to each: read from the rendered accounts, so from a dist/ on disk too.
import { type ApplicationFacts, readFacts } from '../lib/tenancy/application.ts';
import { fluxNamespace } from '../lib/platform.ts';
import { kindKey } from './identity.ts';
import type { KubeObject } from './rendered.ts';

/** The applications of a cluster by the names of their charts, one or two each; every other chart is the platform's. */
export function applicationsIn(objects: readonly { readonly object: KubeObject }[]): Map<string, ApplicationFacts> {
  const accounts = objects.filter(
    ({ object }) => kindKey(object) === '/ServiceAccount' && object.metadata.namespace === fluxNamespace,
  );
  const facts = accounts.flatMap(({ object }) => readFacts(object.metadata.annotations) ?? []);
  return new Map(
    facts.flatMap((each) => [each.name, ...(each.migration ? [each.migration] : [])].map((chart) => [chart, each])),
  );
}
