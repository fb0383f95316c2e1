package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import java.sql.SQLException;
import java.util.List;

/** The snapshot reads every table in one transaction. */
final class SourceLocksCheck implements SourceCheck {
  /** A table and its indexes each take a lock. */
  static final String RELATIONS =
      """
      SELECT count(*) + coalesce(sum(
               (SELECT count(*) FROM pg_catalog.pg_index i WHERE i.indrelid = t.oid::oid)), 0)
        FROM unnest(?::text[]) AS t (oid)""";

  @Override
  public PreflightCode code() {
    return PreflightCode.LOCKS;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) throws SQLException {
    long relations = source.query().number(RELATIONS, (Object) source.movingOids());
    return List.of(Locks.of(source.query(), relations).check(source.subject()));
  }
}
