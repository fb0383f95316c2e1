#!/bin/sh
# Makes a root file system read-only in a mount namespace that the caller has made, and what is mounted
# into it, and runs a command with these variables alone, which goes there by itself (chroot): what a
# container engine does, without one.
#
#   container.sh ROOT [tmpfs:PLACE | FROM:PLACE]... -- NAME=VALUE... COMMAND
set -eu
root=$1
shift
mount --make-rprivate /
mount --bind "$root" "$root"
while [ "$1" != -- ]; do
  place=$root${1#*:}
  if [ "${1%%:*}" = tmpfs ]; then
    mkdir -p "$place"
    mount -t tmpfs -o mode=1777,nosuid,nodev,noexec tmpfs "$place"
  else
    from=${1%%:*}
    if [ -d "$from" ]; then
      mkdir -p "$place"
    else
      mkdir -p "$(dirname "$place")"
      touch "$place"
    fi
    mount --bind "$from" "$place"
  fi
  shift
done
shift
mkdir -p "$root/proc" "$root/dev"
mount --bind /dev "$root/dev"
mount -t proc proc "$root/proc"
mount -o remount,ro,bind "$root"
exec env -i "$@"
