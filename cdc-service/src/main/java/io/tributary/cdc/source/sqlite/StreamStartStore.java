package io.tributary.cdc.source.sqlite;

import io.tributary.cdc.schema.StatementSchema;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.common.model.StreamId;
import io.tributary.files.sqlite.capture.CaptureStart;
import java.util.Optional;

/**
 * Where the stream of a file begins whose rows do not come over the topic, kept in the target.
 *
 * @param statements reaches what the target keeps
 * @param layout the source
 */
record StreamStartStore(StatementSchema statements, SchemaLayout layout) {
  private static final String ITEM = "start-point";
  private static final String FORGET_LEDGER =
      "DELETE FROM tributary.ledger WHERE migration = ? AND source = ?";
  private static final String FORGET_COPIES =
      "DELETE FROM tributary.copy_chunk WHERE migration = ? AND source = ?";

  /** Empty when its rows come over the topic, or nothing is decided. */
  Optional<CaptureStart> read() {
    return statements.ask(
        layout,
        (kept, exists) ->
            exists ? kept.read(ITEM, CaptureStart.class) : Optional.<CaptureStart>empty());
  }

  void keep(CaptureStart start) {
    statements.ask(
        layout,
        (kept, exists) -> {
          kept.keep(ITEM, start);
          return start;
        });
  }

  /** Forgets it, and which rows were copied. */
  void forget() {
    StreamId stream = layout.stream();
    statements.ask(
        layout,
        (kept, exists) -> {
          if (exists) {
            kept.session().run(FORGET_COPIES, stream.migration(), stream.source());
            kept.session().run(FORGET_LEDGER, stream.migration(), stream.source());
            kept.forget(ITEM);
          }
          return exists;
        });
  }
}
