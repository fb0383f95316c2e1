package io.tributary.common.sql;

/**
 * The settings by which a PostgreSQL server ends a session soon after its client is gone, however
 * it went. A host that lost its power or its network says no good-bye, and its locks would stand
 * for the two hours after which an operating system looks by default.
 */
public final class KeepAliveSettings {
  /** Statements that make them, each with a semicolon behind it; of no effect on Unix sockets. */
  public static final String SQL =
      """
      SET tcp_keepalives_idle = 5;
      SET tcp_keepalives_interval = 2;
      SET tcp_keepalives_count = 3;
      """;

  /** The same as options of a server process, as the variable PGOPTIONS takes them. */
  public static final String OPTIONS =
      "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3";

  /**
   * Lets the server look for its client while a statement runs or waits for a lock, too. Servers
   * before 14 do not know it, and those of some operating systems refuse it.
   */
  public static final String DURING_STATEMENTS = "SET client_connection_check_interval = '5s'";

  private KeepAliveSettings() {}
}
