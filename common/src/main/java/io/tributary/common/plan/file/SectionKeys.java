package io.tributary.common.plan.file;

import io.tributary.common.plan.rule.ConversionOption;
import java.util.ArrayList;
import java.util.List;

/** The parts of a migration file and the keys that each may and must have. */
enum SectionKeys {
  FILE(
      List.of("migration", "target", "sources"),
      List.of("cutover", "validation", "queries", "notify")),
  TARGET(List.of("connection", "schemas"), List.of("extensions-schema")),
  CONNECTION(
      List.of("host", "database", "user"),
      List.of("port", "password", "tls", "tls-ca", "tls-certificate", "tls-key", "tls-unverified")),
  TARGET_SCHEMA(
      List.of("role"),
      List.of(
          "password",
          "allow-non-empty",
          "database-create",
          "readers",
          "functions-unverified",
          "prepare")),
  /** Each kind has keys of its own besides. */
  SOURCE(
      List.of("name", "kind", "schemas"),
      List.of(
          "connection",
          "schema-changes",
          "large-objects",
          "initial-copy",
          "empty",
          "way-back",
          "functions-unverified",
          "pooler",
          "file",
          "directory",
          "one-table",
          "ddl",
          "on-invalid",
          "enforce-sizes",
          "zone",
          "tables")),
  WAY_BACK(List.of("max-wal"), List.of("beyond")),
  WAY_BACK_NONE(List.of("none"), List.of()),
  POOLER(List.of("kind", "admin", "file", "databases"), List.of()),
  /** The database of the console has a name that is always the same. */
  POOLER_ADMIN(
      List.of("host", "user"),
      List.of("port", "password", "tls", "tls-ca", "tls-certificate", "tls-key", "tls-unverified")),
  POOLED_DATABASE(List.of("schema"), List.of()),
  SCHEMA_MAPPING(List.of("from", "to"), List.of("tables", "include", "exclude")),
  TABLE_RULE(List.of(), List.of("to", "columns", "fts", "existing-rows")),
  /** Which options go with which conversion is not said here. */
  COLUMN_RULE(List.of(), columnRule()),
  CUTOVER(
      List.of(),
      List.of(
          "time-limit-millis",
          "max-lag-millis",
          "open-transactions",
          "open-transactions-wait-millis",
          "switch",
          "accept-quarantined",
          "queries-max-ratio",
          "queries-too-slow",
          "queries-time-limit-millis",
          "backup-check",
          "backup-check-time-limit-millis")),
  QUERY(List.of("name", "source", "at-source", "at-target"), List.of()),
  NOTIFY(List.of("url"), List.of("events", "timeout-millis")),
  ENV_FILE(List.of("path", "set"), List.of("back")),
  COMMAND(List.of("run"), List.of("environment", "timeout-millis")),
  WEBHOOK(List.of("url"), List.of("timeout-millis")),
  VALIDATION(
      List.of(),
      List.of(
          "pause-between-passes-millis",
          "rows-per-chunk",
          "scrub-within-seconds",
          "workers",
          "max-load",
          "scrub-rows-per-second")),
  /** Exactly one of the keys. */
  SECRET(List.of(), List.of("env", "file")),
  /** Exactly one of the keys. */
  SWITCH_ACTION(List.of(), List.of("env-file", "command", "webhook"));

  private final List<String> required;
  private final List<String> keys;

  SectionKeys(List<String> required, List<String> optional) {
    this.required = required;
    List<String> all = new ArrayList<>(required);
    all.addAll(optional);
    this.keys = List.copyOf(all);
  }

  private static List<String> columnRule() {
    List<String> keys = new ArrayList<>(List.of("to", "drop", "constant", "convert"));
    keys.addAll(ConversionOption.words());
    return keys;
  }

  List<String> required() {
    return required;
  }

  List<String> keys() {
    return keys;
  }
}
