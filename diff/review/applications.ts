// A chart is code that synth runs, so what synth refuses is looked for in the files too, by code that the change did not write.
import { accountName, type ApplicationFacts } from '../../lib/tenancy/application.ts';
import { tenantChart, tenantsLayer } from '../../lib/tenancy/tenant.ts';
import { beyondApplication } from '../../render/checks/beyond-application.ts';
import { at as fieldAt } from '../../render/fields.ts';
import type { RuleFinding } from '../../render/finding.ts';
import { kindKey } from '../../render/identity.ts';
import type { RenderedObject } from '../../render/rendered.ts';
import type { ReviewedCluster } from './clusters.ts';

/**
 * What applications' charts hold in rendered files that they may not, and applications that are not applied as their
 * accounts; accounts that say they are another's. That an account goes is for the guard on removals.
 */
export function beyondApplications(clusters: readonly ReviewedCluster[]): RuleFinding[] {
  return clusters.flatMap(({ view, kustomizations }) => [
    ...beyondApplication(view),
    ...view.objects.filter(({ layer }) => layer === tenantsLayer).flatMap(tenantFaults(view.applications)),
    ...kustomizations.flatMap((each) => rights(each, view.applications.get(each.object.metadata.name))),
  ]);
}

function rights({ at, object }: RenderedObject, application: ApplicationFacts | undefined): RuleFinding[] {
  if (!application) return [];
  const account = accountName(application.name);
  if (fieldAt(object, 'spec.serviceAccountName') === account) return [];
  return [
    {
      at,
      field: 'spec.serviceAccountName',
      problem: `is not "${account}", so Flux would apply the application with other rights`,
      write: `${account}, as npm run synth does`,
    },
  ];
}

/** A tenant's chart is an application's for ever: its account says so, and nobody else. */
function tenantFaults(applications: ReadonlyMap<string, ApplicationFacts>) {
  return ({ at, chart, object }: RenderedObject): RuleFinding[] => {
    if (kindKey(object) !== '/ServiceAccount') return [];
    const { name } = object.metadata;
    const own = [...applications.values()].find(({ name }) => tenantChart(name) === chart)?.name;
    if (own !== undefined && name === accountName(own)) return [];
    return [
      {
        at,
        field: 'metadata.annotations',
        problem: `of "${name}" do not name the application of the chart "${chart}", so Flux would apply that with all rights`,
        write: 'what npm run synth writes',
      },
    ];
  };
}
