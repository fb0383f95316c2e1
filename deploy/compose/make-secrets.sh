#!/bin/sh
# Makes up what is missing of the secrets of compose.yaml, in the directory "secrets" beside it or in
# the one that is named. What is there stays.
set -eu

place=${1:-$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)/secrets}

# The directory is its owner's alone. The files in it can be read by any user, since in a container it
# is another one.
umask 077
mkdir -p "$place"
chmod 700 "$place"
mkdir -p -m 755 "$place/kafka" "$place/migration"

secret() {
  if ! [ -s "$1" ]; then
    head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$1.new"
    chmod 644 "$1.new"
    mv "$1.new" "$1"
  fi
}

secret "$place/api.token"
secret "$place/connect.password"
secret "$place/migration/target.password"
for name in broker orchestrator cdc validator connect operator; do
  secret "$place/kafka/$name.password"
done
for name in orchestrator cdc validator connect operator; do
  cat >"$place/kafka/$name.properties" <<END
security.protocol=SASL_PLAINTEXT
sasl.mechanism=SCRAM-SHA-512
sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="$name" password="$(cat "$place/kafka/$name.password")";
END
  chmod 644 "$place/kafka/$name.properties"
done
