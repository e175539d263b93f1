// What is kept between runs is run again: it lies where no other user of the machine can put anything. JavaScript, for
// the configuration of the tests starts from here.
import { chmodSync, lstatSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

const sticky = 0o1000;

/**
 * A folder for one purpose in `$XDG_CACHE_HOME/fleetwright`, made if need be, which only this user can enter. The variable
 * is `~/.cache` by default, also if it is a relative path (XDG).
 *
 * On Windows the user's profile is guarded by its access list, so that nothing is checked there.
 *
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 * @returns {string} its path, without links
 * @throws Error where it cannot be made, or another user could put something there; the message says what to do
 */
export function ownFolder(name, env = process.env) {
  const { XDG_CACHE_HOME: base = '', HOME: home = homedir() } = env;
  const cache = isAbsolute(base) ? base : join(home, '.cache');
  try {
    mkdirSync(cache, { recursive: true, mode: 0o700 });
    const folder = realpathSync(cache);
    if (process.geteuid !== undefined) for (const above of wayTo(folder)) refuseOpen(above, process.geteuid());
    return ['fleetwright', name].reduce((above, part) => privateFolder(join(above, part)), folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${reason}; fix: name a folder of yours in XDG_CACHE_HOME`, { cause: error });
  }
}

/**
 * @param {string} folder
 * @returns {string} the same
 */
function privateFolder(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.geteuid === undefined) return folder;
  const stat = lstatSync(folder);
  if (!stat.isDirectory()) throw new Error(`${folder} is a link or a file, not a folder: delete it`);
  if (stat.uid !== process.geteuid())
    throw new Error(`${folder} belongs to user ${stat.uid}, who could put there what you would run`);
  if (isOpen(stat))
    throw new Error(`${folder} could be written to by other users, so what is in it may be theirs: delete it`);
  if (stat.mode & 0o077) chmodSync(folder, 0o700);
  return folder;
}

/**
 * Whoever can rename a folder on the way can put another one in its place.
 * @param {string} folder
 * @param {number} uid
 */
function refuseOpen(folder, uid) {
  const stat = lstatSync(folder);
  if (![uid, ...superusers()].includes(stat.uid))
    throw new Error(`${folder} belongs to user ${stat.uid}, who could put there what you would run`);
  if (isOpen(stat) && !(stat.mode & sticky))
    throw new Error(`${folder} can be written to by other users, who could put there what you would run`);
}

/**
 * Whether others than the owner can write there. A group of the user's own, as distributions make them, has the user's number.
 * @param {{ mode: number, uid: number, gid: number }} stat
 */
function isOpen({ mode, uid, gid }) {
  return (mode & 0o002) !== 0 || ((mode & 0o020) !== 0 && gid !== 0 && gid !== uid);
}

/**
 * The folder, and all above it.
 * @param {string} folder
 * @returns {string[]}
 */
function wayTo(folder) {
  return folder === dirname(folder) ? [folder] : [folder, ...wayTo(dirname(folder))];
}

/** In a user namespace the machine's root is not mapped as a rule, and seen as nobody. */
function superusers() {
  if (process.platform !== 'linux') return [0];
  const isMapped = /^\s*0\s+0\s+4294967295\s*$/.test(readFileSync('/proc/self/uid_map', 'utf8'));
  return isMapped ? [0] : [0, 65_534];
}
