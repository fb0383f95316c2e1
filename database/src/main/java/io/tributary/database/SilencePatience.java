package io.tributary.database;

import java.time.Duration;

/**
 * How patiently a server that does not answer is waited for, whichever driver waits: a login is
 * tried beside a statement that takes long, and some in a row without an answer mean that the
 * network or the server has fallen silent.
 */
public final class SilencePatience {
  /** How long a statement is waited for before a login is tried beside it. */
  public static final Duration STATEMENT = Duration.ofSeconds(6);

  /** So many logins in a row without an answer end the waiting. */
  public static final int LOGINS = 2;

  private SilencePatience() {}
}
