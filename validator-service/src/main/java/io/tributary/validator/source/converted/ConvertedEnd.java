package io.tributary.validator.source.converted;

import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.Source;
import io.tributary.database.ConnectionWork;
import io.tributary.database.DatabaseFailure;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.changes.ChangedRows;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.database.ParallelReads;
import io.tributary.validator.database.ReadingSession;
import io.tributary.validator.neighbour.SearchedColumnPair;
import io.tributary.validator.source.end.FenceReading;
import io.tributary.validator.source.end.HeldRows;
import io.tributary.validator.source.end.RowsLeftOut;
import io.tributary.validator.source.end.SourceEnd;
import io.tributary.validator.source.end.WatchedSource;
import io.tributary.validator.source.sqlite.file.FileFailures;
import io.tributary.validator.source.sqlite.file.SqliteFileReader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A source that PostgreSQL cannot read. Its rows are read from its file, converted by the declared
 * mapping and put into temporary tables of a session to the target, where PostgreSQL compares them
 * by its own types.
 */
public final class ConvertedEnd implements SourceEnd {
  private final Source plan;
  private final StreamId stream;
  private final ReadingSession session;
  private final SqliteFileReader file;
  private final SessionCopies copies;
  private final LeftOutCounts leftOut = new LeftOutCounts();
  private @Nullable CopiedFileTable shown;

  private ConvertedEnd(Source plan, StreamId stream, ReadingSession session, FileTables tables) {
    this.plan = plan;
    this.stream = stream;
    this.session = session;
    this.file = tables.file();
    this.copies = new SessionCopies(session, tables);
  }

  /**
   * Opens a source.
   *
   * @param file the SQLite file that holds the source's log, or all of it
   * @param tables how its rows are read
   * @throws io.tributary.common.error.TributaryException SOURCE_FILE
   */
  public static SourceEnd open(
      WatchedSource watched, Path file, Function<SqliteFileReader, FileTables> tables) {
    ReadingSession session = watched.copySession();
    try {
      return new ConvertedEnd(
          watched.plan(), watched.stream(), session, tables.apply(SqliteFileReader.open(file)));
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  @Override
  public TableMap tables(ReadingSession target, ParallelReads reads) {
    try {
      return ofFile(
          () -> {
            return copies.ready(target.read(c -> MappedDefinitions.read(c, plan, stream)));
          });
    } catch (SQLException e) {
      throw session.failure(e);
    }
  }

  @Override
  public Optional<List<RowId>> targetIds(TablePair pair, ChangedRows changed) {
    return new ChangedRowKeys(of(pair).copy(), changed).ids(copies.encoding());
  }

  @Override
  public HeldRows hold(TablePair pair) throws SQLException {
    CopiedFileTable table = of(pair);
    return ofFile(
        () -> {
          session.commit(
              c -> {
                if (shown != null && shown != table) {
                  shown.clear();
                }
                shown = table;
                table.fill();
                return table;
              });
          return held(table, leftOut::first);
        });
  }

  @Override
  public HeldRows holdAgain(TablePair pair) throws SQLException {
    CopiedFileTable table = of(pair);
    return ofFile(
        () -> {
          session.commit(
              c -> {
                table.refresh(quarantine(c).released(table.copy().sql()));
                table.awaitConnector();
                return table;
              });
          return held(table, leftOut::again);
        });
  }

  private HeldRows held(CopiedFileTable table, BiConsumer<TableName, Long> note)
      throws SQLException {
    return session.commit(
        c -> {
          QuarantineEntries quarantine = quarantine(c);
          quarantine.leaveOut(table.copy().sql());
          note.accept(table.pair().source().table(), quarantine.countLeftOut(table.copy().sql()));
          leftOut.entries(quarantine.counts());
          table.copy().round();
          return HeldRows.whole(c, table.position());
        });
  }

  @Override
  public HeldRows hold(FenceReading reading) throws SQLException {
    return ofFile(
        () -> {
          shown = null;
          session.commit(
              c -> {
                for (TablePair pair : reading.full()) {
                  CopiedFileTable table = of(pair);
                  table.refresh(
                      leftOut.any(pair.source().table())
                          ? quarantine(c).released(table.copy().sql())
                          : List.of());
                }
                for (Map.Entry<TablePair, ChangedRows> changed : reading.changed().entrySet()) {
                  CopiedFileTable table = of(changed.getKey());
                  table.fillWith(new ChangedRowKeys(table.copy(), changed.getValue()).texts());
                }
                return reading;
              });
          return session.commit(c -> held(c, reading));
        });
  }

  private HeldRows held(java.sql.Connection c, FenceReading reading) throws SQLException {
    QuarantineEntries quarantine = quarantine(c);
    leftOut.entries(quarantine.counts());
    List<TablePair> filled = new ArrayList<>(reading.full());
    filled.addAll(reading.changed().keySet());
    for (TablePair pair : filled) {
      ConvertedCopy copy = of(pair).copy();
      boolean some = leftOut.entriesOf(pair.source().table()) > 0 || copy.refusedRows() > 0;
      if (some) {
        quarantine.leaveOut(copy.sql());
      }
      leftOut.first(pair.source().table(), some ? quarantine.countLeftOut(copy.sql()) : 0);
      copy.round();
    }
    Map<TablePair, Long> counts = new HashMap<>();
    for (TablePair pair : reading.counted()) {
      counts.put(pair, of(pair).count() - leftOut.entriesOf(pair.source().table()));
    }
    return new HeldRows(c, 0, counts);
  }

  @Override
  public Optional<RowsLeftOut> leftOut(TablePair pair) throws SQLException {
    CopiedFileTable table = of(pair);
    TableName name = pair.source().table();
    if (!table.whole()) {
      long entries = leftOut.entriesOf(name);
      return Optional.of(new RowsLeftOut(entries, entries, entries, List.of()));
    }
    if (leftOut.nothing(name)) {
      return Optional.of(RowsLeftOut.NONE);
    }
    return Optional.of(
        session.commit(
            c ->
                quarantine(c)
                    .leftOut(table.copy().sql(), table.copy().mapping(), leftOut.before(name))));
  }

  private QuarantineEntries quarantine(java.sql.Connection c) {
    return new QuarantineEntries(c, stream);
  }

  private CopiedFileTable of(TablePair pair) {
    return copies.of(pair);
  }

  /** After a failure it is not known what a copy holds, so all are made anew. */
  private <T> T ofFile(FileFailures.Work<T> work) throws SQLException {
    boolean done = false;
    try {
      T result = FileFailures.of(file.path(), work);
      done = true;
      return result;
    } finally {
      if (!done) {
        copies.forget();
      }
    }
  }

  @Override
  public void release() {
    session.leave();
  }

  @Override
  public <T> T read(ConnectionWork<T> reads) {
    return session.read(reads);
  }

  @Override
  public Optional<SearchedColumnPair> searchedColumn(TablePair pair) {
    return copies.searchedColumn(pair);
  }

  @Override
  public boolean doubtsChangedRows() {
    return true;
  }

  @Override
  public boolean alive() {
    return session.alive();
  }

  @Override
  public DatabaseFailure failure(SQLException e) {
    return session.failure(e);
  }

  @Override
  public void abort() {
    file.abort();
    session.abort();
  }

  @Override
  public void close() {
    file.close();
    session.close();
  }
}
