package io.tributary.common.plan;

/**
 * Whether an application's role may create schemas in the target's database. PostgreSQL asks for
 * that right even when {@code CREATE SCHEMA IF NOT EXISTS} has nothing to create.
 */
public enum DatabaseCreate {
  /** The file says nothing, so it may not, and preflight proposes what the source suggests. */
  UNSAID,
  /** The file says that it may not. */
  NO,
  /** The migration grants it. */
  YES
}
