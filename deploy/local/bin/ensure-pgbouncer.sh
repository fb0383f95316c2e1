#!/bin/sh
# Prints the path of the program pgbouncer, which tests put before a server, and installs it from
# the machine's own packages where it is missing. Messages go to standard error.
set -eu

script=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$script/packages.sh"

# Debian has it where the PATH of ordinary users does not lead.
PATH=$PATH:/usr/sbin
command -v pgbouncer || {
  install_packages "There is no program pgbouncer on this machine." pgbouncer
  # The package starts one of its own, which nobody asked for.
  ! command -v systemctl >/dev/null || systemctl disable --now pgbouncer >/dev/null 2>&1 || true
  command -v pgbouncer
}
