#!/bin/sh
# Runs one PostgreSQL server on the loopback interface, in the foreground, and creates its data
# directory first when there is none. As root it runs as the user "postgres", because PostgreSQL
# refuses to run as root; that user must be able to search the parents of the data directory.
#
#   TRIBUTARY_POSTGRES_PASSWORD=… run-postgres.sh BIN_DIRECTORY DATA_DIRECTORY PORT [NAME=VALUE...]
#
# The superuser is "postgres"; it logs in over TCP with that password (SCRAM). Each NAME=VALUE is a
# server setting. SIGINT stops the server without waiting for its clients.
set -eu

bin=$1
data=$2
port=$3
shift 3

as_server_user=
if [ "$(id -u)" = 0 ]; then
  # A change of user loses the wish to end with the parent, so it is made again.
  as_server_user="setpriv --pdeathsig INT --reuid=postgres --regid=postgres --init-groups --"
  parent=$(dirname -- "$data")
  mkdir -p "$parent"
  if ! $as_server_user test -x "$parent"; then
    echo "The user postgres cannot search $parent or one of its parents. Choose a directory that every user can search." >&2
    exit 3
  fi
fi

if [ ! -f "$data/PG_VERSION" ]; then
  # A data directory counts only when it is complete: it is made under another name first.
  umask 077
  rm -rf "$data.new"
  mkdir -p "$data.new"
  printf '%s\n' "$TRIBUTARY_POSTGRES_PASSWORD" >"$data.password"
  if [ -n "$as_server_user" ]; then
    chown postgres "$data.new" "$data.password"
  fi
  initialised=0
  $as_server_user "$bin/initdb" --pgdata="$data.new" --username=postgres --auth=scram-sha-256 \
    --pwfile="$data.password" --encoding=UTF8 --locale=C.UTF-8 --no-sync || initialised=$?
  rm -f "$data.password"
  [ "$initialised" = 0 ] || exit "$initialised"
  mv "$data.new" "$data"
fi
unset TRIBUTARY_POSTGRES_PASSWORD

found=$(cat "$data/PG_VERSION")
have=$("$bin/postgres" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
if [ "$found" != "$have" ]; then
  echo "The data directory $data was made by PostgreSQL $found and $bin is PostgreSQL $have." >&2
  echo "Remove the directory to begin anew, or install PostgreSQL $found." >&2
  exit 3
fi

for setting in "$@"; do
  set -- "$@" -c "$setting"
  shift
done
cd /
# shellcheck disable=SC2086
exec $as_server_user "$bin/postgres" -D "$data" -p "$port" -c listen_addresses=127.0.0.1 \
  -c unix_socket_directories= "$@"
