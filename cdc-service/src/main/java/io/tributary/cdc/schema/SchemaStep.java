package io.tributary.cdc.schema;

/** Points of the way at which a crash leaves a different state behind. */
enum SchemaStep {
  ROLES_MADE,
  SCHEMAS_MADE,
  DRAFTED,
  PLANNED,
  RESTORED,
  CLOSED,
  INDEXED,
  TRIGGERS_DISABLED,
  FINISHED,
  OPENED;

  /** Told of each step of each source as it is reached; an exception stops the work there. */
  @FunctionalInterface
  interface Listener {
    void reached(SchemaStep step, Layout layout);
  }
}
