package io.tributary.architecture;

import io.tributary.common.error.ErrorCode;

/** The parts of {@code docs/errors.md}: codes that begin alike, in the order of a migration. */
enum ErrorArea {
  PLAN("The migration file", true, true),
  SECRET("Secrets", false, true),
  GRANT("What migration files may name", true, true),
  MIGRATION("Migrations", true, true),
  ORDER("Orders", true, true),
  DEAD_LETTER("Dead letters", true, true),
  ORCHESTRATOR("The orchestrator", true, true),
  STATE("The state of a migration in its target", false, true),
  ACCESS("Access to the services", true, true),
  KAFKA("Kafka", false, false),
  START("The start", true, false),
  DATABASE("Connections to databases", false, false),
  SCHEMA("The target's schema", false, false),
  EXISTING("Tables that the target has already", false, false),
  MAPPING("The mapping of a source", false, false),
  SOURCE("Sources of any kind", false, false),
  CAPTURE("Capture, and the connector for PostgreSQL", false, false),
  SQLITE("SQLite sources", false, false),
  CHROMA("Chroma sources", false, false),
  COPY("The first copy", false, false),
  CHANGE("Records of change topics", false, false),
  APPLY("Applying changes", false, false),
  RECONCILE("Bringing sources to what was ordered", false, false),
  VALIDATION("Validation", false, false),
  REPAIR("Repairs", true, false),
  RESTART("Sources that begin anew", true, true),
  ADD_TABLES("New tables that join", true, true),
  BACKUP("Backups of a target", true, false),
  CUTOVER("The cutover", true, false),
  FENCE("The fence", true, false),
  POOLER("Poolers", false, false),
  SWITCH("Switch actions", false, false),
  EVIDENCE("Reports of cutovers and rollbacks", false, true);

  private final String title;
  private final boolean ordered;
  private final boolean answered;

  ErrorArea(String title, boolean ordered, boolean answered) {
    this.title = title;
    this.ordered = ordered;
    this.answered = answered;
  }

  String title() {
    return title;
  }

  /** Whether the step that failed was an order, which only the operator repeats. */
  boolean ordered() {
    return ordered;
  }

  /** Whether an API answers with every error of this area. */
  boolean answered() {
    return answered;
  }

  boolean has(ErrorCode code) {
    return code.code().startsWith("TRB-" + name().replace('_', '-') + "-");
  }
}
