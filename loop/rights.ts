// Asks the API server what an account may do, for each resource and verb that it knows.
import { at } from '../render/fields.ts';
import type { Rest } from './rest.ts';

const verbs = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'];
/** Verbs that no resource lists, and that give away more than they say. */
const specialVerbs = ['bind', 'escalate', 'impersonate', 'use', 'approve', 'sign', '*'];

interface Resource {
  readonly group: string;
  /** With its part: `pods/exec`. */
  readonly name: string;
}

/** The verbs of each resource, as `group/resource` and `get list`, that an account of Flux' namespace has in a namespace. */
export async function rightsOf(rest: Rest, account: string, namespace: string): Promise<Record<string, string>> {
  const [, , accounts] = account.split(':');
  const groups = ['system:authenticated', 'system:serviceaccounts', `system:serviceaccounts:${accounts}`];
  const isAllowed = async ({ group, name }: Resource, verb: string): Promise<boolean> => {
    const [resource, subresource] = name.split('/');
    const resourceAttributes = { namespace, group, resource, subresource, verb };
    const review = await rest.call('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      spec: { user: account, groups, resourceAttributes },
    });
    return at(review, 'status.allowed') === true;
  };
  const rights: [string, string][] = [];
  for (const resource of await resources(rest)) {
    const asked = await Promise.all(
      [...verbs, ...specialVerbs].map(async (verb) => ((await isAllowed(resource, verb)) ? [verb] : [])),
    );
    const allowed = asked.flat();
    if (allowed.length > 0) rights.push([`${resource.group}/${resource.name}`, allowed.join(' ')]);
  }
  return Object.fromEntries(rights);
}

/** Every resource that the API server serves, with its parts. */
async function resources(rest: Rest): Promise<Resource[]> {
  const { groups } = (await rest.call('GET', '/apis')) as {
    groups: { name: string; preferredVersion: { groupVersion: string } }[];
  };
  const served = [
    { group: '', root: '/api/v1' },
    ...groups.map(({ name, preferredVersion }) => ({ group: name, root: `/apis/${preferredVersion.groupVersion}` })),
  ];
  const lists = await Promise.all(
    served.map(async ({ group, root }) => {
      const answer = (await rest.call('GET', root)) as { resources: { name: string }[] };
      return answer.resources.map(({ name }) => ({ group, name }));
    }),
  );
  return lists.flat();
}
