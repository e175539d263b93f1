#!/bin/sh
# Installs what a real node takes from the machine, where it is missing. tools/README.md says why it is not built.
set -eu
PATH="$PATH:/usr/sbin:/sbin"
missing=
for each in runc:runc nft:nftables ip:iproute2; do
  command -v "${each%:*}" >/dev/null || missing="$missing ${each#*:}"
done
[ -n "$missing" ] || exit 0
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
as_root apt-get update
# shellcheck disable=SC2086
as_root apt-get install --yes --no-install-recommends $missing
