package io.tributary.cdc.source.postgresql;

import io.tributary.cdc.schema.SchemaService;
import io.tributary.cdc.schema.state.JoiningOutcome;
import io.tributary.cdc.source.TableJoining;
import io.tributary.cdc.source.postgresql.capture.PostgresCaptureService;
import io.tributary.common.plan.MovingSource;
import java.util.Map;

/**
 * Tables of a PostgreSQL source join: made of what pg_dump says of them, and read by the stream
 * once they are in its publication. Thread-safe.
 *
 * @param schema makes them
 * @param capture reads them
 * @param moving the source
 */
record PostgresJoining(SchemaService schema, PostgresCaptureService capture, MovingSource moving)
    implements TableJoining {

  @Override
  public Made make(Map<String, Long> orders) {
    JoiningOutcome outcome = schema.join(moving, orders);
    return new Made(outcome.made(), outcome.refused());
  }

  @Override
  public boolean read(String table) {
    return capture.join(moving, table);
  }
}
