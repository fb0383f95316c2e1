#!/bin/sh
# Runs the pooler PgBouncer with the file pgbouncer.ini of a directory, in the foreground, and
# installs the program where it is missing. As root it runs as the user "postgres", because
# PgBouncer does not run as root; the directory then belongs to that user, who must be able to
# search its parents.
#
#   run-pgbouncer.sh DIRECTORY
set -eu

directory=$1
script=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
program=$(sh "$script/ensure-pgbouncer.sh")

as_server_user=
if [ "$(id -u)" = 0 ]; then
  # A change of user loses the wish to end with the parent, so it is made again.
  as_server_user="setpriv --pdeathsig INT --reuid=postgres --regid=postgres --init-groups --"
  chown -R postgres "$directory"
  if ! $as_server_user test -r "$directory/pgbouncer.ini"; then
    echo "The user postgres cannot search $directory or one of its parents. Choose a home that every user can search: --home DIRECTORY." >&2
    exit 3
  fi
fi
cd /
# shellcheck disable=SC2086
exec $as_server_user "$program" "$directory/pgbouncer.ini"
