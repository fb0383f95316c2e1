#!/bin/sh
# Prints a directory with the C and C++ libraries of a newer Debian release, and unpacks them there
# where they are missing. Nothing is installed: only a program that is started by the loader in this
# directory uses them, as in
#
#   "$directory/ld-linux-x86-64.so.2" --library-path "$directory" node ...
#
# A test runs Chroma's real server so on a Debian 12, whose C library is too old for it.
# Messages go to standard error, standard output holds the directory and nothing else.
#
#   ensure-newer-libc.sh [CACHE_DIRECTORY]
#
# CACHE_DIRECTORY is by default $TRIBUTARY_HOME, else .tributary in the checkout.
set -eu
umask 022

script=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
cache=${1:-${TRIBUTARY_HOME:-$(dirname -- "$(dirname -- "$(dirname -- "$script")")")/.tributary}}
suite=trixie

. "$script/packages.sh"
. "$script/private-apt.sh"

prefix=$cache/newer-libc-$suite
if ! [ -f "$prefix/complete" ]; then
  for tool in apt-get dpkg-deb; do
    command -v "$tool" >/dev/null || fail "There is no program $tool on this machine: only on a Debian can its newer libraries be unpacked."
  done
  archive=$(debian_archive)
  [ -n "$archive" ] || fail "apt on this machine names no Debian archive to take newer libraries from."
  mkdir -p "$cache"
  work=$(mktemp -d "$cache/newer-libc.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' INT TERM HUP
  private_lists deb "$archive" "$suite"
  mkdir "$work/packages" "$work/unpacked"
  (
    cd "$work/packages"
    private_apt apt-get -qq update && private_apt apt-get -qq download libc6 libstdc++6 libgcc-s1
  ) >&2 || fail "apt could not get the libraries of $suite from $archive. Its messages are above."
  for package in "$work"/packages/*.deb; do
    dpkg-deb -x "$package" "$work/unpacked"
  done
  loader=$(find "$work/unpacked" -name 'ld-linux*.so.*' | head -n 1)
  [ -n "$loader" ] || fail "The package libc6 of $suite has no loader."
  staged=$work/staged
  mkdir "$staged"
  for library in "$work"/unpacked/usr/lib/*-linux-gnu*/*.so.*; do
    cp -a "$library" "$staged/"
  done
  touch "$staged/complete"
  rm -rf "$prefix"
  mv "$staged" "$prefix"
fi
echo "$prefix"
