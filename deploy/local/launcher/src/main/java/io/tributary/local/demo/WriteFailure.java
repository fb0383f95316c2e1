package io.tributary.local.demo;

/** What an application makes of a failed statement. */
enum WriteFailure {
  /** The database takes no writes now; nothing of the transaction happened. */
  REFUSED,
  /** The connection is gone. */
  CONNECTION_LOST,
  /** The database objects to the statement itself. */
  OTHER
}
