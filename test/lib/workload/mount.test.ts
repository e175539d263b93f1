import { describe, expect, test } from '@jest/globals';
import { configMount, scratch, secretMount, type Mount } from '../../../lib/workload/mount.ts';
import { at } from '../../../render/fields.ts';
import { container, pod, refusals } from './service.ts';

const checksums = (mounts: readonly Mount[]) => at(pod({ mounts }), 'metadata.annotations');

describe('what is mounted is part of the pod', () => {
  test('a change of content replaces the pods', () => {
    expect(checksums([secretMount('token', '/run/token', 'before')])).toEqual({
      'checksum.fleetwright.dev/token': 'before',
    });
    expect(checksums([secretMount('token', '/run/token', 'after')])).toEqual({
      'checksum.fleetwright.dev/token': 'after',
    });
    expect(checksums([configMount('links', '/etc/links', 'after')])).toEqual({
      'checksum.fleetwright.dev/links': 'after',
    });
  });

  test('a scratch folder has no content to look at', () => {
    expect(checksums([scratch('cache', '/var/cache', '1Gi')])).toBeUndefined();
  });
});

test('a scratch folder can be written to, up to its limit', () => {
  const mounts = [scratch('cache', '/var/cache', '64Mi')];
  expect(at(pod({ mounts }), 'spec.volumes')).toEqual([{ name: 'cache', emptyDir: { sizeLimit: '64Mi' } }]);
  expect(container({ mounts }).volumeMounts).toEqual([{ name: 'cache', mountPath: '/var/cache', readOnly: false }]);
});

test('a folder in another one is a folder of its own', () => {
  expect(
    refusals({ mounts: [scratch('cache', '/var/cache/', '1Mi'), scratch('pages', '/var/cache/pages', '1Mi')] }),
  ).toEqual([]);
});

const at1 = scratch('one', '/one', '1Mi');

test.each<[string, readonly Mount[], string]>([
  [
    'a name that no volume can have',
    [scratch('my.cache', '/cache', '1Mi')],
    'mounts.name: "my.cache" is no DNS label (RFC 1123); write: lower case letters, digits and "-", 63 characters at most, a letter or digit at both ends',
  ],
  ['a relative folder', [scratch('cache', 'cache', '1Mi')], 'mounts.path: "cache" is not absolute; write: "/cache"'],
  [
    'a folder with a colon',
    [scratch('cache', '/a:b', '1Mi')],
    'mounts.path: "/a:b" holds ":"; write: a path without ":"',
  ],
  [
    'a limit that is none',
    [scratch('cache', '/cache', 'much')],
    'mounts.sizeLimit: "much" is no amount of memory; write: a quantity such as "256Mi"',
  ],
  [
    'one name for two volumes',
    [at1, scratch('one', '/two', '1Mi')],
    'mounts.name: two volumes are named "one"; write: another name for one of them',
  ],
  [
    'one folder for two volumes',
    [at1, scratch('two', '/one', '1Mi')],
    'mounts.path: two volumes are mounted at "/one"; write: a folder for each',
  ],
  [
    'one folder for two volumes, written otherwise',
    [at1, scratch('two', '/a/../one/', '1Mi')],
    'mounts.path: two volumes are mounted at "/a/../one/"; write: a folder for each',
  ],
  [
    'the root, in which the program is',
    [scratch('cache', '/', '1Mi')],
    'mounts.path: "/" would take the place of the whole image; write: a folder in it, such as "/data"',
  ],
])('%s is refused', (_name, mounts, refusal) => {
  expect(refusals({ mounts })).toEqual([refusal]);
});
