#!/bin/sh
# Brings the installed PostgreSQL packages of this machine up to their newest minor release, as root
# with apt-get. Where that cannot be, it says so and changes nothing; it never fails. The private
# copy with pgvector belongs to one release: ensure-postgres.sh makes a new one afterwards.
set -u

script=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$script/packages.sh"

if ! is_root || ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
  say "PostgreSQL stays as it is: bringing it up to date takes root and apt-get."
  exit 0
fi
installed=$(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' 'postgresql*' 'libpq*' 2>/dev/null |
  sed -n 's/^ii *//p')
[ -n "$installed" ] || exit 0

# apt waits long for an archive that does not answer.
patient() { timeout 300 apt-get -qq -o Acquire::Retries=1 -o Acquire::http::Timeout=20 "$@" >&2; }

# shellcheck disable=SC2086
if patient update &&
  DEBIAN_FRONTEND=noninteractive patient -o DPkg::Lock::Timeout=300 install -y \
    --no-install-recommends --only-upgrade -o Dpkg::Options::=--force-confold $installed; then
  for server in /usr/lib/postgresql/*/bin/postgres; do
    [ ! -x "$server" ] || "$server" --version >&2
  done
else
  say "PostgreSQL could not be brought up to date; going on with what is there."
fi
exit 0
