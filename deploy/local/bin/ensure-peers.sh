#!/bin/sh
# Prints the paths of the programs that the benchmarks compare with (pgcopydb, pgloader), a line
# each, and installs from the machine's own packages what is missing. One that cannot be had is said
# on standard error and left out; that is no failure.
set -eu

script=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$script/packages.sh"

for program in pgcopydb pgloader; do
  if ! command -v "$program" >/dev/null; then
    # In a shell of its own: a failure ends only that.
    (install_packages "There is no program $program on this machine." "$program") || true
  fi
  command -v "$program" || say "The benchmarks leave out $program."
done
