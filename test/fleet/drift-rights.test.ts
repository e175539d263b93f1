// The role of docs/drift.md reads every kind that dist/ holds, but Secrets: what it cannot list would drift unseen.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { asArray, asRecord } from '../../render/fields.ts';
import { apiGroup } from '../../render/identity.ts';
import { readObjects } from '../../render/read-objects.ts';

const page = readFileSync('docs/drift.md', 'utf8');
const rules = asArray(asRecord(load(/```yaml\n([^]*?)```/.exec(page)?.[1] ?? '')).rules).map(asRecord);

/** Whether the role lists a kind. */
function lists(group: string, kind: string): boolean {
  const resource = `${kind.toLowerCase()}s`;
  return rules.some(
    ({ apiGroups, resources, verbs }) =>
      asArray(verbs).includes('list') &&
      asArray(apiGroups).includes(group) &&
      [resource, '*'].some((each) => asArray(resources).includes(each)),
  );
}

test('the role for drift lists what is in dist/, and no Secret', () => {
  const kinds = new Set(
    readObjects('dist', 'all').map(({ object }) => `${apiGroup(object.apiVersion)} ${object.kind}`),
  );
  expect(kinds.size).toBeGreaterThan(20);
  kinds.delete(' Secret');
  expect([...kinds].filter((kind) => !lists(...(kind.split(' ') as [string, string])))).toEqual([]);
  expect(lists('', 'Secret')).toBe(false);
});
