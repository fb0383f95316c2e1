#!/bin/sh
# Prints the bin directory of a PostgreSQL server that has pgvector, and makes one where it is
# missing: from the machine's own packages, and where those have no pgvector, by building Debian's
# newer source package into a private copy of the server. Nothing of the system is overwritten.
#
#   ensure-postgres.sh [--without-pgvector] [CACHE_DIRECTORY]
#
# With --without-pgvector any PostgreSQL will do, as for its client programs alone.
# CACHE_DIRECTORY (default: $TRIBUTARY_HOME, else .tributary in the checkout) keeps the private copy.
# Calls may overlap and may be repeated; a repeated call takes no noticeable time. Messages go to
# standard error, standard output holds the directory and nothing else.
set -eu
umask 022

script=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
pgvector=yes
if [ "${1:-}" = --without-pgvector ]; then
  pgvector=no
  shift
fi
cache=${1:-${TRIBUTARY_HOME:-$(dirname -- "$(dirname -- "$(dirname -- "$script")")")/.tributary}}
# Newer Debian releases whose pgvector source is tried, in this order.
suites="trixie forky sid"

. "$script/packages.sh"

newest_server() {
  for binary in /usr/lib/postgresql/*/bin/initdb; do
    [ -x "${binary%initdb}postgres" ] || continue
    echo "$binary" | cut -d/ -f5
  done | sort -n | tail -n 1
}

# Debian's package would create and start a server of its own, which nobody asked for.
install_server() {
  drop_in=/etc/postgresql-common/createcluster.d/tributary.conf
  if is_root; then
    mkdir -p "${drop_in%/*}"
    echo "create_main_cluster = false" >"$drop_in"
    trap 'rm -f "$drop_in"' EXIT
  fi
  install_packages "There is no PostgreSQL server on this machine." postgresql
  rm -f "$drop_in"
  trap - EXIT
}

# Can the user who will run the server reach this directory?
reachable() {
  if is_root; then
    setpriv --reuid=postgres --regid=postgres --init-groups -- test -x "$1"
  else
    test -x "$1"
  fi
}

has_package() {
  apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [0-9]'
}

needs_tool() { ! command -v "$1" >/dev/null; }

version=$(newest_server)
if [ -z "$version" ]; then
  install_server
  version=$(newest_server)
  [ -n "$version" ] || fail "The package postgresql brought no server below /usr/lib/postgresql."
fi
system_bin=/usr/lib/postgresql/$version/bin
system_control=/usr/share/postgresql/$version/extension/vector.control

if [ "$pgvector" = no ] || [ -f "$system_control" ]; then
  echo "$system_bin"
  exit 0
fi

mkdir -p "$cache"
if ! reachable "$cache"; then
  cache=/var/cache/tributary
  mkdir -p "$cache"
fi
cache=$(CDPATH='' cd -- "$cache" && pwd)
exec 9>"$cache/ensure-postgres.lock"
flock 9

# A private copy belongs to one exact release of the server, so that an upgrade renews it.
release=$("$system_bin/postgres" --version | sed 's/[^0-9]*\([0-9.]*\).*/\1/')
prefix=$cache/postgresql-$release
private_bin=$prefix/lib/postgresql/$version/bin
if [ -f "$prefix/complete" ]; then
  echo "$private_bin"
  exit 0
fi

package=postgresql-$version-pgvector
if command -v apt-get >/dev/null; then
  has_package "$package" || ! is_root || refresh_package_lists
  if has_package "$package"; then
    install_packages "PostgreSQL $version has no pgvector." "$package"
    echo "$system_bin"
    exit 0
  fi
fi

. "$script/private-apt.sh"
. "$script/build-pgvector.sh"
build_pgvector
echo "$private_bin"
