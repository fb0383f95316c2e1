package io.tributary.common.plan;

import java.util.ArrayList;
import java.util.List;

/** The parts of a migration file and the keys that each may and must have. */
enum Section {
  FILE(List.of("migration", "target", "sources"), List.of("cutover", "validation")),
  TARGET(List.of("connection", "schemas"), List.of("extensions-schema")),
  CONNECTION(List.of("host", "database", "user"), List.of("port", "password", "tls")),
  TARGET_SCHEMA(List.of("role"), List.of("password", "allow-non-empty")),
  SOURCE(
      List.of("name", "kind", "connection", "schemas"), List.of("schema-changes", "large-objects")),
  SCHEMA_MAPPING(List.of("from", "to"), List.of("tables", "include", "exclude")),
  CUTOVER(
      List.of(),
      List.of(
          "time-limit-millis",
          "max-lag-millis",
          "validation-max-age-seconds",
          "open-transactions",
          "open-transactions-wait-millis",
          "switch")),
  ENV_FILE(List.of("path", "set"), List.of()),
  COMMAND(List.of("run"), List.of("timeout-millis")),
  WEBHOOK(List.of("url"), List.of("timeout-millis")),
  VALIDATION(List.of(), List.of("pause-between-passes-millis", "rows-per-chunk")),
  /** Exactly one of the keys. */
  SECRET(List.of(), List.of("env", "file")),
  /** Exactly one of the keys. */
  SWITCH_ACTION(List.of(), List.of("env-file", "command", "webhook"));

  private final List<String> required;
  private final List<String> keys;

  Section(List<String> required, List<String> optional) {
    this.required = required;
    List<String> all = new ArrayList<>(required);
    all.addAll(optional);
    this.keys = List.copyOf(all);
  }

  List<String> required() {
    return required;
  }

  List<String> keys() {
    return keys;
  }
}
