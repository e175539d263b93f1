#!/bin/sh
# npm run test:node: the tests that need root, as root. Root's caches are its own, for who can change a cache decides what is
# run; the programs that the caller has built are copied, and compared with their checksums before they are run.
set -eu
cd "$(dirname "$0")/../../.."
sh loop/node/install.sh
set -- node --experimental-vm-modules node_modules/jest/bin/jest.js --selectProjects programs --testPathPatterns test/loop/node
if [ "$(id -u)" = 0 ]; then exec "$@"; fi
# shellcheck disable=SC2016
copy='umask 077 && mkdir -p "$HOME/.cache/fleetwright/tools" && cp -R "$1/." "$HOME/.cache/fleetwright/tools"'
built="${XDG_CACHE_HOME:-$HOME/.cache}/fleetwright/tools"
if [ -d "$built" ]; then sudo --set-home sh -c "$copy" copy "$built"; fi
exec sudo --preserve-env --set-home env -u XDG_CACHE_HOME "PATH=$PATH" "$@"
