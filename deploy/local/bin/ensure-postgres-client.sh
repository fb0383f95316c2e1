#!/bin/sh
# Prints a directory with pg_dump, pg_restore, psql and pg_basebackup of a version of PostgreSQL that
# need not be this machine's: of the machine's own packages, and where those do not have it, out of a
# newer Debian release, with the libraries that they need and without installing anything.
#
#   ensure-postgres-client.sh VERSION [CACHE_DIRECTORY]
#
# CACHE_DIRECTORY is by default $TRIBUTARY_HOME, else .tributary in the checkout. Messages go to
# standard error, standard output holds the directory and nothing else.
set -eu
umask 022

script=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
version=$1
cache=${2:-${TRIBUTARY_HOME:-$(dirname -- "$(dirname -- "$(dirname -- "$script")")")/.tributary}}
case $version in
  17) suite=trixie ;;
  *) suite=forky ;;
esac

. "$script/packages.sh"
. "$script/private-apt.sh"

if [ -x "/usr/lib/postgresql/$version/bin/pg_dump" ]; then
  echo "/usr/lib/postgresql/$version/bin"
  exit 0
fi

prefix=$cache/postgresql-client-$version
if ! [ -f "$prefix/complete" ] || ! [ -f "$prefix/bin/pg_basebackup" ]; then
  for tool in apt-get dpkg-deb; do
    command -v "$tool" >/dev/null || fail "There is no program $tool on this machine: only on a Debian can PostgreSQL's client of another release be unpacked."
  done
  archive=$(debian_archive)
  [ -n "$archive" ] || fail "apt on this machine names no Debian archive to take PostgreSQL's client from."
  mkdir -p "$cache"
  work=$(mktemp -d "$cache/postgresql-client.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' INT TERM HUP
  private_lists deb "$archive" "$suite"
  # A pg_dump that is older than a server's minor release can misread what that one has new.
  security=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' "Created-By: Packages" |
    awk '$2 ~ /-security$/ && $3 == "main" { print $1; exit }')
  if [ -n "$security" ]; then
    sed -i "p; s|$archive $suite|$security $suite-security|" "$work/sources.list"
  fi
  mkdir "$work/packages" "$work/staged" "$work/staged/bin"
  (
    cd "$work/packages"
    private_apt apt-get -qq update &&
      private_apt apt-get -qq download "postgresql-client-$version" libpq5 libssl3t64 libldap2 libc6 libstdc++6 libgcc-s1
  ) >&2 || fail "apt could not get PostgreSQL's client $version of $suite from $archive. Its messages are above."
  for package in "$work"/packages/*.deb; do
    dpkg-deb -x "$package" "$work/staged"
  done
  for program in pg_dump pg_restore psql pg_basebackup; do
    # The loader of the newer release goes with its libraries; what is not there is the machine's.
    cat >"$work/staged/bin/$program" <<'EOF'
#!/bin/sh
prefix=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
for libraries in "$prefix"/usr/lib/*-linux-gnu*; do
  for loader in "$libraries"/ld-linux*.so.*; do
    exec "$loader" --library-path "$libraries" "$prefix"/usr/lib/postgresql/*/bin/"$(basename -- "$0")" "$@"
  done
done
EOF
    chmod 755 "$work/staged/bin/$program"
  done
  "$work/staged/bin/pg_dump" --version >&2 || fail "pg_dump $version of $suite does not run on this machine."
  touch "$work/staged/complete"
  rm -rf "$prefix"
  mv "$work/staged" "$prefix"
fi
echo "$prefix/bin"
