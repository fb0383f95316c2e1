package io.tributary.common.plan.source;

/** What happens when a table's definition is changed at the source while it is replicated. */
public enum SchemaChanges {
  /** The stream stops at the change until the operator has made it in the target too. */
  STOP,
  /** Changes that cannot alter a value are made in the target too; all others stop the stream. */
  FOLLOW
}
