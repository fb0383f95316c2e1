package io.tributary.cdc.sqlite;

import io.tributary.cdc.capture.SourceCapture;
import io.tributary.cdc.converted.KeptMapping;
import io.tributary.cdc.converted.SourceFencing;
import io.tributary.cdc.converted.StatementDriver;
import io.tributary.cdc.converted.StatementParts;
import io.tributary.cdc.schema.Blueprint;
import io.tributary.cdc.schema.Layout;
import io.tributary.common.model.StreamId;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** SQLite files. Thread-safe. */
@Singleton
public class SqliteDriver extends StatementDriver {
  private final StatementParts parts;
  private final SettledTables settled;
  private final Map<StreamId, FileLook> looks = new ConcurrentHashMap<>();

  /** The driver. */
  public SqliteDriver(StatementParts parts) {
    super(parts);
    this.parts = parts;
    this.settled = new SettledTables(parts.statements());
  }

  @Override
  protected Blueprint blueprint(Layout layout) {
    return new SqliteBlueprint(layout);
  }

  @Override
  protected SourceCapture captureOf(Layout layout) {
    StreamId id = layout.stream();
    return new SqliteCapture(
        id,
        layout.source(),
        parts.topic(id),
        parts.settings(),
        parts.captures(),
        () ->
            parts.statements().ask(layout, (kept, exists) -> new KeptMapping(kept).requireBasis()),
        looks.computeIfAbsent(id, unseen -> new FileLook()));
  }

  @Override
  protected SourceFencing fencing(Layout layout) {
    return new SqliteFencing(
        layout.migration(), layout.source(), settled.of(layout), parts.clock());
  }

  @Override
  protected void forget(StreamId stream) {
    settled.forget(stream);
  }

  @Override
  protected void released(StreamId stream) {
    looks.remove(stream);
  }
}
