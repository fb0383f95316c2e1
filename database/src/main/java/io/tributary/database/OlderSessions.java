package io.tributary.database;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Sessions that are named after their purpose, so that whoever takes up the work can end those that
 * were left behind: a server that has not noticed yet that its client is gone keeps their locks.
 */
public final class OlderSessions {
  /**
   * Ends every other session of this session's name, user and database; one row for each. One whose
   * commit waits for a standby is left to it: what it has committed must not be seen before.
   */
  public static final String END =
      """
      SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
       WHERE application_name = pg_catalog.current_setting('application_name')
         AND usename = session_user AND datname = pg_catalog.current_database()
         AND pid <> pg_catalog.pg_backend_pid() AND wait_event IS DISTINCT FROM 'SyncRep'\
      """;

  /** Ends every session of a name in the same way; the name is the parameter. */
  static final String END_NAMED =
      END.replace("pg_catalog.current_setting('application_name')", "?");

  private OlderSessions() {}

  /**
   * The name of sessions for one purpose, in the length that PostgreSQL keeps.
   *
   * @param purpose in some letters, such as {@code fence}
   * @param subject whose they are
   */
  public static String name(String purpose, String subject) {
    return "tributary-%s-%s"
        .formatted(purpose, UUID.nameUUIDFromBytes(subject.getBytes(StandardCharsets.UTF_8)));
  }

  /** The statement that names a session; needs no quotes. */
  public static String naming(String purpose, String subject) {
    return "SET application_name = '" + name(purpose, subject) + "'";
  }
}
