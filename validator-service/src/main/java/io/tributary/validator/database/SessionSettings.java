package io.tributary.validator.database;

/** The settings under which both ends print values; equal settings make equal text. */
final class SessionSettings {
  private SessionSettings() {}

  /**
   * Text forms that lose nothing, no rows hidden by policies, no limit of time that an operator set
   * for applications, and no way to write.
   */
  static final String SQL =
      """
      SET search_path = pg_catalog;
      SET client_encoding = 'UTF8';
      SET TimeZone = 'UTC';
      SET DateStyle = 'ISO, YMD';
      SET IntervalStyle = 'postgres';
      SET extra_float_digits = 3;
      SET bytea_output = 'hex';
      SET lc_monetary = 'C';
      SET lc_numeric = 'C';
      SET xmloption = 'content';
      SET row_security = off;
      SET default_transaction_read_only = on;
      SET statement_timeout = 0;
      SET lock_timeout = 0;
      SET idle_in_transaction_session_timeout = 0;
      SET jit = off;
      """;
}
