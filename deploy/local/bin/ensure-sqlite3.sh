#!/bin/sh
# Prints the path of the sqlite3 program, by which tests write to files as another process, and
# installs it from the machine's own packages where it is missing. Messages go to standard error.
set -eu

script=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$script/packages.sh"

command -v sqlite3 || {
  install_packages "There is no program sqlite3 on this machine." sqlite3
  command -v sqlite3
}
