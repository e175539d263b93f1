// A chart is code that synth runs, so what synth refuses is looked for in the files too, by code that the change did not write.
import { accountName } from '../../lib/tenancy/application.ts';
import { applicationsIn } from '../../render/applications.ts';
import { beyondApplication } from '../../render/checks/beyond-application.ts';
import { at } from '../../render/fields.ts';
import type { Finding } from '../../render/finding.ts';
import { append } from '../../render/multimap.ts';
import { filePath } from '../../render/paths.ts';
import { Objects, type Placed } from '../diff/objects.ts';
import type { Tree } from '../diff/trees/tree.ts';

/**
 * What applications' charts hold in rendered files that they may not, and applications that are not applied as their
 * accounts. That an account goes is for the guard on removals: it never vanishes without consent.
 *
 * @throws Error for a file that holds no Kubernetes object
 */
export function beyondApplications(tree: Tree): Finding[] {
  const clusters = new Map<string, Placed[]>();
  for (const placed of new Objects(tree).at([...tree.ids.keys()])) append(clusters, placed.cluster, placed);
  return [...clusters.values()].flatMap((placed) => {
    const applications = applicationsIn(placed);
    const charts = placed.filter(({ chart }) => chart !== '');
    const objects = charts.map((each) => ({ ...each, at: `dist/${filePath(each)}` }));
    return [
      ...beyondApplication({ applications, objects }).map((finding) => ({ code: 'beyond-application', ...finding })),
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
