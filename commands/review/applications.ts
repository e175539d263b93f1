// A chart is code that synth runs, so what synth refuses is looked for in the files too, by code that the change did not write.
import { accountName, type ApplicationFacts } from '../../lib/tenancy/application.ts';
import { tenantChart, tenantsLayer } from '../../lib/tenancy/tenant.ts';
import { applicationsIn } from '../../render/applications.ts';
import { beyondApplication } from '../../render/checks/beyond-application.ts';
import { at } from '../../render/fields.ts';
import type { Finding } from '../../render/finding.ts';
import { kindKey } from '../../render/identity.ts';
import { append } from '../../render/multimap.ts';
import { filePath } from '../../render/paths.ts';
import { Objects, type Placed } from '../diff/objects.ts';
import type { Tree } from '../diff/trees/tree.ts';

/**
 * What applications' charts hold in rendered files that they may not, and applications that are not applied as their
 * accounts; accounts that say they are another's; hosts that two have. That an account goes is for the guard on removals.
 *
 * @throws Error for a file that holds no Kubernetes object
 */
export function beyondApplications(tree: Tree): Finding[] {
  const clusters = new Map<string, Placed[]>();
  for (const placed of new Objects(tree).at([...tree.ids.keys()])) append(clusters, placed.cluster, placed);
  return [...clusters].flatMap(([cluster, placed]) => {
    const applications = applicationsIn(placed);
    const charts = placed.filter(({ chart }) => chart !== '');
    const objects = charts.map((each) => ({ ...each, at: `dist/${filePath(each)}` }));
    return [
      ...beyondApplication({ cluster, applications, objects }).map((finding) => ({
        code: 'beyond-application',
        ...finding,
      })),
      ...placed.filter(({ layer }) => layer === tenantsLayer).flatMap(tenantFaults(applications)),
      ...placed.filter(({ chart, object }) => chart === '' && applications.has(object.metadata.name)).flatMap(rights),
    ];
  });
}

function rights(placed: Placed): Finding[] {
  const account = accountName(placed.object.metadata.name);
  if (at(placed.object, 'spec.serviceAccountName') === account) return [];
  return [
    {
      code: 'beyond-application',
      at: `dist/${filePath(placed)}`,
      field: 'spec.serviceAccountName',
      problem: `is not "${account}", so Flux would apply the application with other rights`,
      write: `${account}, as npm run synth does`,
    },
  ];
}

/** A tenant's chart is an application's for ever: its account says so, and nobody else. */
function tenantFaults(applications: ReadonlyMap<string, ApplicationFacts>) {
  return (placed: Placed): Finding[] => {
    const { chart, object } = placed;
    if (kindKey(object) !== '/ServiceAccount') return [];
    const { name } = object.metadata;
    const own = [...applications.keys()].find((application) => tenantChart(application) === chart);
    if (own !== undefined && name === accountName(own)) return [];
    return [
      {
        code: 'beyond-application',
        at: `dist/${filePath(placed)}`,
        field: 'metadata.annotations',
        problem: `of "${name}" do not name the application of the chart "${chart}", so Flux would apply that with all rights`,
        write: 'what npm run synth writes',
      },
    ];
  };
}
