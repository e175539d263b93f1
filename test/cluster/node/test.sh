#!/bin/sh
# npm run test:node: the tests that need root, as root. Programs and caches stay the caller's.
set -eu
cd "$(dirname "$0")/../../.."
sh test/cluster/node/install.sh
set -- node --experimental-vm-modules node_modules/jest/bin/jest.js --selectProjects programs --testPathPatterns test/cluster/node
if [ "$(id -u)" = 0 ]; then exec "$@"; fi
exec sudo --preserve-env env "PATH=$PATH" "HOME=$HOME" "$@"
