#!/bin/sh
# Installs Debian's packages of programs that are missing. Each argument is program:package. tools/README.md says why they are not built.
set -eu
PATH="$PATH:/usr/sbin:/sbin"
missing=
for each in "$@"; do
  command -v "${each%:*}" >/dev/null || missing="$missing ${each#*:}"
done
[ -n "$missing" ] || exit 0
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
as_root apt-get update
# shellcheck disable=SC2086
as_root apt-get install --yes --no-install-recommends $missing
