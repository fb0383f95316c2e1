#!/bin/sh
# Prints the path of Chromium, in which tests use the console, and installs it with the typeface of
# its pictures from the machine's own packages where it is missing. Messages go to standard error.
set -eu

script=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$script/packages.sh"

command -v chromium || {
  install_packages "There is no Chromium on this machine." chromium fonts-inter fonts-dejavu-core
  command -v chromium
}
