// Files of an application's chart are held against the closed list as they are, whatever code rendered them.
import { expect, test } from '@jest/globals';
import { beyondApplications } from '../../../diff/review/applications.ts';
import { verdictMarkdown } from '../../../diff/review/verdict.ts';
import { EditedDist } from '../../support/edited-dist.ts';
import { hostileObjects } from '../../../loop/promises/hostile.ts';
import { reviewed } from './reviewed.ts';

const chart = 'live/apps/tickets';

test('what is committed passes', () => expect(beyondApplications(reviewed(new EditedDist()))).toEqual([]));

test.each(
  hostileObjects('tickets', 'tickets.example.com').map(({ name, object, field }) => [name, object, field] as const),
)('%s is named, with its file', (_name, object, field) => {
  const found = beyondApplications(reviewed(new EditedDist().add(chart, object)));
  expect(found).toContainEqual(
    expect.objectContaining({
      at: expect.stringMatching(/^dist\/live\/apps\/tickets\/.*hostile\.yaml$/),
      field,
    }),
  );
});

test('an account that says it is of no application is named, though its chart is applied as one of the platform then', () => {
  const account = 'live/tenants/tickets-tenant/cluster-config/ServiceAccount';
  for (const other of ['nobody', 'issuers']) {
    const dist = new EditedDist()
      .edit(account, 'fleetwright.dev/application: tickets', `fleetwright.dev/application: ${other}`)
      .edit('live/flux/tickets.yaml', '  serviceAccountName: applier-tickets\n', '');
    expect(beyondApplications(reviewed(dist))).toContainEqual(
      expect.objectContaining({
        at: expect.stringContaining('ServiceAccount_applier-tickets'),
        field: 'metadata.annotations',
      }),
    );
  }
});

test('a Kustomization of an application that gives it other rights is named, and the comment begins with it', () => {
  const dist = new EditedDist().edit('live/flux/tickets.yaml', '  serviceAccountName: applier-tickets\n', '');
  const beyond = beyondApplications(reviewed(dist));
  expect(beyond).toMatchObject([{ at: 'dist/live/flux/tickets.yaml', field: 'spec.serviceAccountName' }]);
  expect(verdictMarkdown({ refused: [], allowed: [] }, { beside: [], beyond })).toMatch(
    /^#### :no_entry: Refused: an application/,
  );
});
