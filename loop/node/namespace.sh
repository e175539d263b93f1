#!/bin/sh
# The first process of a node's namespaces. With it ends all that is in them: processes, mounts, network devices, packet
# filter rules, files. So a killed loop leaves none of that on the machine, whatever killed it.
#
# Arguments: a folder for the node's files, its address with the prefix of its pods, and the file that says "ready".
set -eu
folder=$1 address=$2 ready=$3

# All files are in memory. What the programs write to fixed places ends up there too; what they read is the machine's.
mount -t tmpfs -o mode=0755 node "$folder"
for place in run var; do
  mkdir -p "$folder/$place/upper" "$folder/$place/work"
  mount -t overlay "node-$place" \
    -o "lowerdir=/$place,upperdir=$folder/$place/upper,workdir=$folder/$place/work" "/$place"
done

# A kubelet sets these for the whole machine unless they are as it wants them: it is shown what it wants to see.
while read -r name value; do
  seen="$folder/$(basename "$name")"
  echo "$value" >"$seen"
  mount --bind "$seen" "/proc/sys/$name"
done <<END
vm/overcommit_memory 1
vm/panic_on_oom 0
kernel/panic 10
kernel/panic_on_oops 1
kernel/keys/root_maxkeys 1000000
kernel/keys/root_maxbytes 25000000
END

# A network that leads nowhere else. The route is for Services: an address needs one before kube-proxy's rules see it.
ip link set lo up
ip link add pods type bridge
ip address add "$address" dev pods
ip link set pods up
ip route add default dev pods

: >"$ready"
# As the first process it must also reap what others leave behind, which a waiting shell does.
sleep infinity &
wait
