#!/bin/sh
# Checks the alerting rules and runs their unit tests with promtool, which comes with Debian's
# package prometheus. Exit status 77: there is no promtool on this machine, and nothing was checked.
#
#   check.sh [PROMTOOL]
set -eu

directory=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
promtool=${1:-promtool}

if ! command -v "$promtool" >/dev/null; then
  echo "There is no program $promtool on this machine, so the alerting rules were not checked." \
    "On a Debian or Ubuntu type: apt-get install prometheus" >&2
  exit 77
fi

cd "$directory"
"$promtool" check rules --lint-fatal tributary.rules.yml
"$promtool" check config --syntax-only prometheus.yml
"$promtool" test rules tributary.rules.test.yml
