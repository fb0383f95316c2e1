#!/bin/sh
# restart-n8n.sh HOME [NODE N8N]: ends the n8n that runs for this home, if any; with a program it
# starts that with the variables of HOME/n8n.env, and returns when it is ready. What happened when is
# in HOME/times.
set -eu
home=$1
node=${2-}
n8n=${3-}

note() {
  echo "$(date +%s%3N) $1" >>"$home/times"
}

# A dead process that nobody has waited for still has a number.
alive() {
  state=$(ps -o stat= -p "$1" 2>/dev/null) || return 1
  case $state in Z*) return 1 ;; esac
}

if [ -f "$home/pid" ]; then
  pid=$(cat "$home/pid")
  note ending
  kill "$pid" 2>/dev/null || true
  while alive "$pid"; do sleep 0.1; done
  rm -f "$home/pid"
  note ended
fi
[ -n "$n8n" ] || exit 0

set -a
. "$home/n8n.env"
set +a
note starting
setsid "$node" "$n8n" start >>"$home/log" 2>&1 </dev/null &
pid=$!
echo "$pid" >"$home/pid"
until "$node" -e '
  fetch(`http://127.0.0.1:${process.env.N8N_PORT}/healthz/readiness`)
    .then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))'; do
  alive "$pid" || {
    echo "n8n ended before it was ready:" >&2
    tail -20 "$home/log" >&2
    exit 1
  }
  sleep 0.2
done
note ready
