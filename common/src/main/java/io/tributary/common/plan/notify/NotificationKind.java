package io.tributary.common.plan.notify;

/** What a notification is about. In a migration file in lower case, with dashes. */
public enum NotificationKind {
  /** A migration waits for something or has stopped, and is well again. */
  HEALTH,
  /** A warning of a source: nothing stops, and somebody should look at it. */
  WARNING,
  /** Tables that were found different, or that cannot be compared. */
  DIFFERENCE,
  /** Changes that were refused or that somebody has made on a closed side. */
  DEAD_LETTER,
  /** Neither side accepts writes for longer than a change of sides may take. */
  WRITES,
  /** A cutover or rollback began, has opened the other side, ended or was undone. */
  CUTOVER,
  /** An ordered rehearsal has ended. */
  REHEARSAL
}
