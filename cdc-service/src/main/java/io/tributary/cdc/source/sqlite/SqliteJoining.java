package io.tributary.cdc.source.sqlite;

import io.tributary.cdc.schema.StatementSchema;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.state.JoiningOutcome;
import io.tributary.cdc.source.TableJoining;
import io.tributary.cdc.source.sqlite.schema.SqliteJoiningBlueprint;
import io.tributary.common.plan.MovingSource;
import java.util.Map;

/**
 * Tables of a SQLite file join: made of what the file declares, and read by the connector once it
 * is told of them, which sends all of their rows. Thread-safe.
 *
 * @param statements makes them
 * @param bases what the target is made for
 * @param capture reads them
 * @param moving the source
 */
record SqliteJoining(
    StatementSchema statements, BasisCache bases, SqliteCapture capture, MovingSource moving)
    implements TableJoining {

  @Override
  public Made make(Map<String, Long> orders) {
    capture.requireKept();
    SchemaLayout layout = new SchemaLayout(moving);
    try {
      JoiningOutcome outcome = statements.join(layout, new SqliteJoiningBlueprint(layout), orders);
      return new Made(outcome.made(), outcome.refused());
    } finally {
      bases.forget(moving.stream());
    }
  }

  /** Its rows come with the stream, which must read the table before it is asked for them. */
  @Override
  public boolean readsFirst() {
    return true;
  }

  @Override
  public boolean read(String table) {
    return capture.join(table);
  }
}
