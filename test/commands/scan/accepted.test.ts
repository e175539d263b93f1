// An acceptance covers what it names, below its construct; one that covers nothing, or whose day has passed, is told by its place.
import { describe, expect, test } from '@jest/globals';
import { acceptanceFindings, type AcceptedPlace, unaccepted } from '../../../commands/scan/accepted.ts';

const found = { at: 'live/apps/shop/web/deployment', check: 'pod-probes' };
const accepted: AcceptedPlace = {
  at: 'live/apps/shop/web',
  check: 'pod-probes',
  because: 'it has no page',
  until: '2027-06-30',
};

describe('a finding is accepted', () => {
  test.each([
    ['at the construct itself', { at: found.at }, true],
    ['at one that holds it', {}, true],
    ['not at one whose name begins alike', { at: 'live/apps/shop/we' }, false],
    ['not in another cluster', { at: 'lab/apps/shop/web' }, false],
    ['not of another check', { check: 'pod-networkpolicy' }, false],
  ])('%s', (_name, change, isAccepted) => {
    expect(unaccepted([found], [{ ...accepted, ...change }])).toEqual(isAccepted ? [] : [found]);
  });
});

describe('an acceptance', () => {
  test('holds on its last day', () => {
    expect(acceptanceFindings([found], [accepted], '2027-06-30')).toEqual([]);
  });

  test('ends with it: the place is named, and the finding is not said again', () => {
    expect(unaccepted([found], [accepted])).toEqual([]);
    expect(acceptanceFindings([found], [accepted], '2027-07-01')).toEqual([
      {
        code: 'accepted-too-long',
        at: 'live/apps/shop/web',
        field: 'until',
        problem: '"pod-probes" was accepted until 2027-06-30, because it has no page',
        write: expect.stringContaining('a later day'),
      },
    ]);
  });

  test('of nothing is to be taken out', () => {
    expect(acceptanceFindings([], [accepted], '2026-01-01')).toEqual([
      expect.objectContaining({ code: 'accepts-nothing', at: 'live/apps/shop/web' }),
    ]);
  });

  test('is of use where it accepts something in one cluster of several', () => {
    const elsewhere = { ...accepted, at: 'lab/apps/shop/web' };
    expect(acceptanceFindings([found], [accepted, elsewhere], '2026-01-01')).toEqual([]);
  });
});
