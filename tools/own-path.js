// npm puts the programs of all packages before those of the machine on PATH: a package that calls one `git` or `sops` would
// be run in their place, and fed with what they get. JavaScript, for the tests start from here.
import { delimiter } from 'node:path';

const ofPackages = /(?:^|[\\/])node_modules[\\/]\.bin[\\/]?$/;

/**
 * A PATH without the folders of packages' programs; nothing of ours is started from there.
 * @param {string | undefined} path
 * @returns {string}
 */
export function ownPath(path = '') {
  return path
    .split(delimiter)
    .filter((folder) => !ofPackages.test(folder))
    .join(delimiter);
}
