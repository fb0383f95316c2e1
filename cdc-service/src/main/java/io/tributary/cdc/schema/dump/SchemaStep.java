package io.tributary.cdc.schema.dump;

import io.tributary.cdc.schema.plan.SchemaLayout;

/** Steps of a preparation between which a crash leaves different states; tests stop there. */
public enum SchemaStep {
  ROLES_MADE,
  SCHEMAS_MADE,
  DRAFTED,
  PLANNED,
  RESTORED,
  CLOSED,
  INDEXED,
  TRIGGERS_DISABLED,
  FINISHED,
  JOINING_DRAFTED,
  JOINING_PLANNED,
  JOINING_RESTORED,
  JOINED,
  OPENED;

  /** Told of each step of each source as it is reached; an exception stops the work there. */
  @FunctionalInterface
  public interface Listener {
    void reached(SchemaStep step, SchemaLayout layout);
  }
}
