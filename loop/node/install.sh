#!/bin/sh
# Installs what a real node takes from the machine, where it is missing.
exec sh "$(dirname "$0")/../../tools/debian.sh" runc:runc nft:nftables ip:iproute2
