#!/bin/sh
# Runs the Kafka Connect worker that Maven put together in deploy/local/connect/target, in the
# foreground, with its REST interface on the loopback interface, or at the name or address CONNECT_HOST,
# by which other workers of its group then reach it.
#
#   run-connect.sh KAFKA_BOOTSTRAP_SERVERS REST_PORT GROUP WORK_DIRECTORY
#
# GROUP is the worker group and the prefix of the worker's internal topics. The worker's settings are
# written to WORK_DIRECTORY. JAVA_HOME chooses the Java, CONNECT_HEAP the heap (default 1g, enough
# for rows of 50 MB: docs/limits.md), CONNECT_FLAGS further flags, CONNECT_PLUGINS one more directory
# of plugins. CONNECT_KAFKA_CONFIG names a file of Kafka's client properties (security.protocol,
# sasl.*, ssl.*), with which the worker and the producers, consumers and admin clients of its
# connectors log in. TRIBUTARY_TOPIC_REPLICATION_FACTOR is that of the services; the worker's own
# topics have as many. CONNECT_PASSWORD_FILE names a file with the password of the user "tributary",
# without which the REST interface answers nobody. A worker without such a file is not started, since
# whoever reaches it has its secrets; CONNECT_OPEN=yes starts one that answers everybody on this
# machine, for tests.
#
# TRIBUTARY_GRANTS_SECRET_VARIABLES and TRIBUTARY_GRANTS_SECRET_DIRECTORIES say which secrets
# connectors may name, as they do for the services.
set -eu

kafka=$1
port=$2
group=$3
work=$4

script=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
built=$(dirname -- "$script")/connect/target
if [ "${CONNECT_OPEN:-no}" != yes ] && [ ! -s "${CONNECT_PASSWORD_FILE:-}" ]; then
  echo "CONNECT_PASSWORD_FILE has to name a file with the password that the worker's REST interface asks for." >&2
  exit 5
fi
if [ ! -d "$built/lib" ] || [ ! -d "$built/config" ]; then
  echo "The Kafka Connect worker is not built. Build it with: mvn -q -DskipTests package -pl deploy/local/connect -am" >&2
  exit 4
fi

# Names with * for any characters become one regular expression; no names, one that nothing matches.
variables=$(printf '%s' "${TRIBUTARY_GRANTS_SECRET_VARIABLES:-}" | tr -d ' ' | sed 's/[^A-Za-z0-9_*,]//g; s/\*/.*/g; s/,/|/g')
variables=${variables:-'(?!)'}

umask 077
mkdir -p "$work"
settings=$work/worker.properties
rm -f "$settings"
cat "$built/config/worker.properties" - >"$settings" <<END

bootstrap.servers=$kafka
group.id=$group
config.storage.topic=$group.connect.configs
offset.storage.topic=$group.connect.offsets
status.storage.topic=$group.connect.statuses
listeners=http://${CONNECT_HOST:-127.0.0.1}:$port
rest.advertised.host.name=${CONNECT_HOST:-127.0.0.1}
rest.advertised.port=$port
plugin.path=$built/plugins${CONNECT_PLUGINS:+,$CONNECT_PLUGINS}
config.providers.env.param.allowlist.pattern=$variables
config.providers.file.param.directories=${TRIBUTARY_GRANTS_SECRET_DIRECTORIES:-}
config.providers.file.param.withheld=${TRIBUTARY_GRANTS_WITHHELD:-}
END
replicas=${TRIBUTARY_TOPIC_REPLICATION_FACTOR:-1}
in_sync=$((replicas > 1 ? replicas - 1 : 1))
for storage in config offset status; do
  echo "$storage.storage.replication.factor=$replicas"
  echo "$storage.storage.min.insync.replicas=$in_sync"
done >>"$settings"

if [ -n "${CONNECT_KAFKA_CONFIG:-}" ]; then
  # A property may go on over several lines; each is one, once for each kind of client.
  awk '
    { sub(/^[ \t]+/, "") }
    !going && /^([#!]|$)/ { next }
    { line = going ? line $0 : $0; going = sub(/\\$/, "", line) }
    !going && line !~ /^bootstrap\.servers[ \t]*[=:]/ {
      print line; print "producer." line; print "consumer." line; print "admin." line
    }' "$CONNECT_KAFKA_CONFIG" >>"$settings"
fi

set --
if [ "${CONNECT_OPEN:-no}" != yes ]; then
  extension=org.apache.kafka.connect.rest.basic.auth.extension
  echo "rest.extension.classes=$extension.BasicAuthSecurityRestExtension" >>"$settings"
  printf 'tributary=%s\n' "$(cat "$CONNECT_PASSWORD_FILE")" >"$work/users.properties"
  printf 'KafkaConnect {\n  %s.PropertyFileLoginModule required file="%s";\n};\n' \
    "$extension" "$work/users.properties" >"$work/jaas.conf"
  set -- "-Djava.security.auth.login.config=$work/jaas.conf"
fi

cd "$work"
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" "-Xmx${CONNECT_HEAP:-1g}" -XX:+ExitOnOutOfMemoryError \
  ${CONNECT_FLAGS:-} "$@" -cp "$built/config:$built/lib/*" org.apache.kafka.connect.cli.ConnectDistributed "$settings"
