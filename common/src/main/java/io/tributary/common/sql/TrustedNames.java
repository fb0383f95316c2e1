package io.tributary.common.sql;

/**
 * The setting by which a session finds none of an application's functions, operators and tables
 * under the name of one of PostgreSQL's: a function of theirs whose parameters fit better would be
 * called instead of it, as our role.
 */
public final class TrustedNames {
  /** The statement that makes it, with a semicolon behind it. */
  public static final String SQL = "SET search_path = pg_catalog, pg_temp;\n";

  private TrustedNames() {}
}
