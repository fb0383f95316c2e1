package io.tributary.local.demo.database;

/** What a failed statement means to an application. */
public enum WriteFailure {
  /** The database takes no writes now; nothing of the transaction happened. */
  REFUSED,
  /** The connection is gone. */
  CONNECTION_LOST,
  /** The database objects to the statement itself. */
  OTHER
}
