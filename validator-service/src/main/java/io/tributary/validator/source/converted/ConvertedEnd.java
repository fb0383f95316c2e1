package io.tributary.validator.source.converted;

import io.tributary.common.model.Direction;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.database.ConnectionWork;
import io.tributary.database.DatabaseFailure;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.changes.ChangedRows;
import io.tributary.validator.compare.KeyRange;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.compare.RowState;
import io.tributary.validator.compare.TableStatements;
import io.tributary.validator.database.ReadingSession;
import io.tributary.validator.neighbour.SearchedColumnPair;
import io.tributary.validator.source.end.FenceReading;
import io.tributary.validator.source.end.HeldRows;
import io.tributary.validator.source.end.HeldTables;
import io.tributary.validator.source.end.ReadEnd;
import io.tributary.validator.source.end.RowsLeftOut;
import io.tributary.validator.source.end.WatchedSource;
import io.tributary.validator.source.sqlite.file.CapturedLog;
import io.tributary.validator.source.sqlite.file.FileFailures;
import io.tributary.validator.source.sqlite.file.SqliteFileReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The end of a source that PostgreSQL cannot read. Its rows are read from its file, converted by
 * the declared mapping and put into temporary tables of a session to the target, where PostgreSQL
 * compares them by its own types. It is the same whether the file leads or follows; what differs is
 * how its tables are read ({@link TableCopy}) and which side of a pair it is.
 */
final class ConvertedEnd implements ReadEnd {
  private final WatchedSource watched;
  private final StreamId out;
  private final ReadingSession session;
  private final SqliteFileReader file;
  private final SessionCopies copies;
  private final ApartFile apart;
  private final LeftOutCounts leftOut = new LeftOutCounts();
  private @Nullable TableCopy shown;

  /**
   * The end of a file; owns the session and the file.
   *
   * @param making makes what keeps the copy of a table
   * @param another opens the file once more
   */
  ConvertedEnd(
      WatchedSource watched,
      ReadingSession session,
      FileTables tables,
      BiFunction<FileTables, ConvertedCopy, TableCopy> making,
      Supplier<FileTables> another) {
    this.watched = watched;
    this.out = new StreamId(watched.migration().name(), watched.plan().name());
    this.session = session;
    this.file = tables.file();
    this.copies = new SessionCopies(session, tables, making);
    this.apart = new ApartFile(another);
  }

  /** Pairs the file's tables with the target's, whichever leads. */
  TableMap tables() {
    try {
      return ofFile(
          () -> {
            MappedDefinitions wanted =
                session.read(c -> MappedDefinitions.read(c, watched.plan(), out));
            TableMap tables = copies.ready(wanted);
            return follows() ? tables.exchanged(wanted.partitions()) : tables;
          });
    } catch (SQLException e) {
      throw session.failure(e);
    }
  }

  private boolean follows() {
    return watched.direction() == Direction.BACK;
  }

  /**
   * The ids at the target of rows that the stream names; empty when their keys do not tell them, or
   * do not tell which rows of the file these are.
   */
  Optional<List<RowId>> changedIds(TablePair pair, ChangedRows changed) {
    if (follows()) {
      ReturnedRowKeys keys = new ReturnedRowKeys(changed);
      return keys.texts(of(pair).copy().mapping()).flatMap(texts -> keys.ids(pair.source()));
    }
    return new ChangedRowKeys(of(pair).copy(), changed).ids(copies.encoding());
  }

  /** Asked of a leader alone: what a following file has is kept elsewhere. */
  @Override
  public long position() throws SQLException {
    return ofFile(
        () -> {
          file.begin();
          try {
            return new CapturedLog(file).last().seq();
          } finally {
            file.end();
          }
        });
  }

  /** Whether a range of a table's rows is read without the others. */
  boolean holdsRanges(TablePair pair) {
    return copies.rangedByRowid(follows() ? pair.exchanged() : pair);
  }

  @Override
  public HeldRows hold(TablePair pair, KeyRange within) throws SQLException {
    TableCopy table = of(pair);
    RowidRange range = within.equals(KeyRange.ALL) ? RowidRange.ALL : RowidRange.of(within);
    return ofFile(
        () -> {
          session.commit(
              c -> {
                if (shown != null && shown != table) {
                  shown.clear();
                }
                shown = table;
                table.fill(range);
                return table;
              });
          return held(table, leftOut::first);
        });
  }

  @Override
  public HeldRows holdAgain(TablePair pair) throws SQLException {
    TableCopy table = of(pair);
    return ofFile(
        () -> {
          session.commit(
              c -> {
                table.refresh(table.within(), quarantine(c).released(table.copy().sql()));
                table.awaitConnector();
                return table;
              });
          return held(table, leftOut::again);
        });
  }

  private HeldRows held(TableCopy table, BiConsumer<TableName, Long> note) throws SQLException {
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
                  TableCopy table = of(pair);
                  table.refresh(
                      RowidRange.ALL,
                      leftOut.any(name(pair))
                          ? quarantine(c).released(table.copy().sql())
                          : List.of());
                }
                for (Map.Entry<TablePair, ChangedRows> changed : reading.changed().entrySet()) {
                  of(changed.getKey()).fillWith(changed.getValue());
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
      boolean some = leftOut.entriesOf(name(pair)) > 0 || copy.refusedRows() > 0;
      if (some) {
        quarantine.leaveOut(copy.sql());
      }
      leftOut.first(name(pair), some ? quarantine.countLeftOut(copy.sql()) : 0);
      copy.round();
    }
    Map<TablePair, Long> counts = new HashMap<>();
    for (TablePair pair : reading.counted()) {
      counts.put(pair, of(pair).count() - leftOut.entriesOf(name(pair)));
    }
    for (Map.Entry<TablePair, ChangedRows> rows : reading.followed().entrySet()) {
      TablePair pair = rows.getKey();
      counts.put(pair, of(pair).countOf(rows.getValue()) - leftOut.entriesOf(name(pair)));
    }
    return new HeldRows(c, 0, counts);
  }

  /** The rows that the last holding of a table left out. */
  RowsLeftOut leftOut(TablePair pair) throws SQLException {
    RowsLeftOut rows = rowsLeftOut(pair);
    return follows() ? rows.exchanged() : rows;
  }

  private RowsLeftOut rowsLeftOut(TablePair pair) throws SQLException {
    TableCopy table = of(pair);
    TableName name = name(pair);
    if (!table.whole()) {
      long entries = leftOut.entriesOf(name);
      return new RowsLeftOut(entries, entries, entries, List.of());
    }
    if (leftOut.nothing(name)) {
      return RowsLeftOut.NONE;
    }
    return session.commit(
        c ->
            quarantine(c)
                .leftOut(
                    table.copy().sql(),
                    table.copy().mapping(),
                    table.within(),
                    leftOut.before(name)));
  }

  private QuarantineEntries quarantine(java.sql.Connection c) {
    return new QuarantineEntries(c, out, follows());
  }

  private TableCopy of(TablePair pair) {
    return copies.of(follows() ? pair.exchanged() : pair);
  }

  /** The table's name at the file. */
  private TableName name(TablePair pair) {
    return (follows() ? pair.target() : pair.source()).table();
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
  public Optional<HeldTables> apart(Function<TablePair, TableStatements> sql) {
    try {
      return FileFailures.of(file.path(), apart::open)
          .map(opened -> new HeldFile(opened, this::of));
    } catch (SQLException e) {
      throw session.failure(e);
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

  /** The column of vectors by which the rows of a table are searched, of a file that leads. */
  Optional<SearchedColumnPair> searchedColumn(TablePair pair) {
    return follows() ? Optional.empty() : copies.searchedColumn(pair);
  }

  @Override
  public Map<RowId, RowState> versioned(TablePair pair, Map<RowId, RowState> rows) {
    return of(pair).versioned(pair, rows);
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
    apart.abort();
  }

  @Override
  public void close() {
    apart.close();
    file.close();
    session.close();
  }
}
