package io.tributary.cdc.source.sqlite;

import io.tributary.cdc.apply.file.ReturningFile;
import io.tributary.cdc.copy.CopyService;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.source.ReturnHome;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.cdc.source.SourceDriverFactory;
import io.tributary.cdc.source.converted.ConvertedSourceParts;
import io.tributary.cdc.source.converted.FileReturnHome;
import io.tributary.cdc.source.sqlite.back.RaisedCounters;
import io.tributary.cdc.source.sqlite.back.SqliteReturnAccess;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.files.sqlite.source.SqliteSourceFile;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Drivers of SQLite files, with what is remembered of each file between steps. Thread-safe. */
@Singleton
public class SqliteDriverFactory implements SourceDriverFactory {
  final ConvertedSourceParts parts;
  final CopyService copies;
  final BasisCache bases;
  private final Map<StreamId, FileInspection> inspections = new ConcurrentHashMap<>();

  /** The factory, with what copies rows. */
  public SqliteDriverFactory(ConvertedSourceParts parts, CopyService copies) {
    this.parts = parts;
    this.copies = copies;
    this.bases = new BasisCache(parts.statements());
  }

  @Override
  public SourceKind kind() {
    return SourceKind.SQLITE;
  }

  @Override
  public SourceDriver of(MovingSource source) {
    return new SqliteDriver(this, source, capture(source));
  }

  @Override
  public Optional<ReturnHome> home(MovingSource source) {
    ReturningFile file =
        new ReturningFile(
            parts.databases(),
            source,
            new SqliteReturnAccess(source.source(), () -> tables(source)),
            () -> of(source).opened());
    return Optional.of(
        new FileReturnHome(
            fencing(source),
            file,
            () -> SqliteSourceFile.of(source.source()),
            new RaisedCounters(file)));
  }

  SqliteFencing fencing(MovingSource source) {
    return new SqliteFencing(source, bases, () -> parts.seal(source), parts.clock());
  }

  private List<String> tables(MovingSource source) {
    return bases.of(source).map(BasisCache.Prepared::tables).orElse(List.of());
  }

  private SqliteCapture capture(MovingSource source) {
    return new SqliteCapture(
        source,
        parts.connectors(),
        bases,
        new StreamStartStore(parts.statements(), new SchemaLayout(source)),
        inspections.computeIfAbsent(source.stream(), unseen -> new FileInspection()));
  }

  void forgetInspection(StreamId stream) {
    inspections.remove(stream);
  }
}
