package io.tributary.validator.offer;

import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.database.BoundStatement;
import io.tributary.validator.source.end.PairedEnds;
import io.tributary.validator.source.end.ReadEnd;

/**
 * Tells whether a range of a table is the same rows for two validators, and compared in the same
 * way: they have reached the same two databases, whatever an address means on their machines, and
 * both tables have the definitions by which the range was cut.
 */
public final class RangeFingerprint {
  /** To be raised when a finding means something else than before, or is written in another way. */
  private static final int FORM = 1;

  private static final BoundStatement DATABASE =
      BoundStatement.of(
          """
          SELECT c.system_identifier::text || '/' || d.oid::text
            FROM pg_catalog.pg_control_system() c, pg_catalog.pg_database d
           WHERE d.datname = pg_catalog.current_database()\
          """);

  private RangeFingerprint() {}

  /** Which databases the ends are. */
  public static String of(PairedEnds ends) {
    return FORM + " " + database(ends.leader()) + " " + database(ends.follower());
  }

  /**
   * The fingerprint of a pair of tables.
   *
   * @param databases those of {@link #of(PairedEnds)}
   * @param since the last order by which their rows came anew, 0 for none
   */
  public static String of(String databases, TablePair pair, long since) {
    return databases + " " + pair.fingerprint(since);
  }

  private static String database(ReadEnd end) {
    return end.read(c -> DATABASE.first(c, row -> row.getString(1)).orElseThrow());
  }
}
