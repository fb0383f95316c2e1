#!/bin/sh
# Runs a command that must not outlive whoever started it.
#
#   supervise.sh SIGNAL GRACE_SECONDS COMMAND [ARGUMENT...]
#
# The starter holds the other end of this script's standard input and closes it to end the command;
# a starter that is killed closes it too. The command then gets SIGNAL, and SIGKILL when it is still
# there after GRACE_SECONDS. The exit status is the command's. Should this script itself be killed,
# the kernel sends SIGNAL to the command.
#
# Start it in a session of its own (setsid), so that a terminal's Ctrl-C reaches only the starter,
# which then ends its commands in the right order.
set -u

signal=$1
grace=$2
shift 2

exec 3<&0 </dev/null
setpriv --pdeathsig "$signal" -- "$@" 3<&- &
child=$!

stop_child() {
  kill -s "$signal" "$child" 2>/dev/null
  waited=0
  while [ "$waited" -lt $((grace * 10)) ] && kill -0 "$child" 2>/dev/null; do
    sleep 0.1
    waited=$((waited + 1))
  done
  kill -s KILL "$child" 2>/dev/null
}

# Reading ends when nobody holds the other end any more.
(
  trap '' HUP INT
  while read -r _; do :; done
  stop_child
) <&3 >/dev/null 2>&1 &
watcher=$!
exec 3<&-

trap 'kill -s "$signal" "$child" 2>/dev/null' TERM INT HUP
status=0
while :; do
  wait "$child"
  status=$?
  # A trapped signal ends the wait early: wait again as long as the command is there.
  kill -0 "$child" 2>/dev/null || break
done
kill -s KILL "$watcher" 2>/dev/null
exit "$status"
