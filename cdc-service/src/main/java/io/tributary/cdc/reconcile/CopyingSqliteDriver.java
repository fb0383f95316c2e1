package io.tributary.cdc.reconcile;

import io.tributary.cdc.apply.InitialRows;
import io.tributary.cdc.apply.target.SessionSettings;
import io.tributary.cdc.converted.StatementParts;
import io.tributary.cdc.copy.CopyConfig;
import io.tributary.cdc.copy.CopyService;
import io.tributary.cdc.copy.TableCopies;
import io.tributary.cdc.filecopy.FileCopy;
import io.tributary.cdc.sqlite.SqliteDriver;
import io.tributary.common.observed.TableCopy;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import io.tributary.connect.sqlite.CaptureStart;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** SQLite files whose rows are copied straight into the target. Thread-safe. */
@Singleton
public class CopyingSqliteDriver extends SqliteDriver {
  private final CopyService copies;
  private final CopyConfig config;

  /** The driver, with what copies. */
  public CopyingSqliteDriver(StatementParts parts, CopyService copies, CopyConfig config) {
    super(parts);
    this.copies = copies;
    this.config = config;
  }

  @Override
  public InitialRows initialRows(Migration migration, Source source) {
    return () ->
        start(migration, source)
            .map(
                start ->
                    new OfFile(
                        migration,
                        source,
                        start,
                        copies.of(migration, source, SessionSettings.sql(migration, source))));
  }

  private final class OfFile implements InitialRows.Copy {
    private final Migration migration;
    private final Source source;
    private final CaptureStart start;
    private final TableCopies chunks;

    OfFile(Migration migration, Source source, CaptureStart start, TableCopies chunks) {
      this.migration = migration;
      this.source = source;
      this.start = start;
      this.chunks = chunks;
    }

    @Override
    public boolean fresh() {
      return chunks.fresh();
    }

    @Override
    public Optional<InitialRows.Copied> run(
        BooleanSupplier stopped, Consumer<List<TableCopy>> told) {
      requireUnchanged(migration, source);
      FileCopy file =
          new FileCopy(
              migration, source, basis(migration, source), config, start.number(), this::settled);
      return chunks
          .run(file, stopped, told)
          .map(
              copied ->
                  new InitialRows.Copied(
                      start.number(), copied.rows(), copied.bytes(), copied.settledAt()));
    }

    /** All rows are in: they must be what the target's tables were made for. */
    private long settled() {
      long now = now(migration, source).number();
      requireUnchanged(migration, source);
      return now;
    }
  }
}
