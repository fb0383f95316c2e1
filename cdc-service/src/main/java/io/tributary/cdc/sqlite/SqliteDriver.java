package io.tributary.cdc.sqlite;

import io.tributary.cdc.converted.KeptMapping;
import io.tributary.cdc.converted.SourceFencing;
import io.tributary.cdc.converted.StatementDriver;
import io.tributary.cdc.converted.StatementParts;
import io.tributary.cdc.schema.Blueprint;
import io.tributary.cdc.schema.Layout;
import io.tributary.cdc.sqlite.file.SqliteFile;
import io.tributary.common.mapping.MappingBasis;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import io.tributary.connect.sqlite.CaptureStart;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** SQLite files. Thread-safe. */
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
  protected SqliteCapture captureOf(Layout layout) {
    StreamId id = layout.stream();
    return new SqliteCapture(
        id,
        layout.source(),
        parts.topic(id),
        parts.settings(),
        parts.captures(),
        () -> basis(layout),
        new KeptStart(parts.statements(), layout),
        looks.computeIfAbsent(id, unseen -> new FileLook()));
  }

  private MappingBasis basis(Layout layout) {
    return parts.statements().ask(layout, (kept, exists) -> new KeptMapping(kept).requireBasis());
  }

  /** What the target was made for. */
  protected MappingBasis basis(Migration migration, Source source) {
    return basis(new Layout(migration, source));
  }

  /** Where the stream begins when its rows do not come over the topic, empty when they do. */
  protected Optional<CaptureStart> start(Migration migration, Source source) {
    return new KeptStart(parts.statements(), new Layout(migration, source)).read();
  }

  /** A place in the log with everything before it that the rows lack which were read until now. */
  protected CaptureStart now(Migration migration, Source source) {
    return captureOf(new Layout(migration, source)).now();
  }

  /**
   * Does nothing while the tables are those that the target was made for.
   *
   * @throws io.tributary.common.error.TributaryException what has changed
   */
  protected void requireUnchanged(Migration migration, Source source) {
    StreamId id = new StreamId(migration.name(), source.name());
    SqliteFile.of(source)
        .read(session -> new TableChanges(source, basis(migration, source)).in(session))
        .ifPresent(
            change -> {
              throw FileLook.failure(id, change);
            });
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
