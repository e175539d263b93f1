// Who cannot have a real node is told everything at once, with what to do about it.
import { expect, test } from '@jest/globals';
import { type Machine, requirements } from '../../../loop/node/requirements.ts';

const complete: Machine = {
  platform: 'linux',
  uid: 0,
  find: (program) => `/usr/sbin/${program}`,
  isolates: () => true,
};

test('a machine that has all lacks nothing, and says where runc is', () => {
  expect(requirements(complete)).toEqual({ missing: [], runc: '/usr/sbin/runc' });
});

test.each<[string, Partial<Machine>, string[]]>([
  ['another system', { platform: 'darwin' }, ['Linux (this is darwin): run it in a virtual machine']],
  ['an ordinary user', { uid: 1000 }, ['root: run it with sudo, or as root in a container or virtual machine']],
  [
    'no programs, and an ordinary user',
    { uid: 1000, find: (program) => (program === 'runc' || program === 'nft' ? undefined : program) },
    [
      'root: run it with sudo, or as root in a container or virtual machine',
      'runc, nftables: apt-get install runc nftables',
    ],
  ],
  [
    'a container without privileges',
    { isolates: () => false },
    ['namespaces of its own: the container that this runs in must be privileged'],
  ],
])('%s is told what is missing', (_name, machine, missing) => {
  expect(requirements({ ...complete, ...machine }).missing).toEqual(missing);
});
