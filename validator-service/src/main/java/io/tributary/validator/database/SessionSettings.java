package io.tributary.validator.database;

import io.tributary.common.sql.ValueSettings;

/** The settings under which both ends print values; equal settings make equal text. */
final class SessionSettings {
  private SessionSettings() {}

  /**
   * Text forms that lose nothing, no rows hidden by policies, no limit of time that an operator set
   * for applications, and no way to write.
   */
  static final String SQL =
      ValueSettings.SQL
          + """
      SET row_security = off;
      SET default_transaction_read_only = on;
      SET statement_timeout = 0;
      SET lock_timeout = 0;
      SET idle_in_transaction_session_timeout = 0;
      SET jit = off;
      """;
}
