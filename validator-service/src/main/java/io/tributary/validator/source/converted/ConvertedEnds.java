package io.tributary.validator.source.converted;

import io.tributary.common.model.Direction;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.changes.ChangeLookup;
import io.tributary.validator.changes.ChangedRows;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.database.ParallelReads;
import io.tributary.validator.database.ReadingSession;
import io.tributary.validator.load.LoadLimit;
import io.tributary.validator.neighbour.SearchedColumnPair;
import io.tributary.validator.source.end.AppliedPositions;
import io.tributary.validator.source.end.PairedEnds;
import io.tributary.validator.source.end.ReadEnd;
import io.tributary.validator.source.end.RowsLeftOut;
import io.tributary.validator.source.end.WatchedSource;
import io.tributary.validator.source.postgresql.PostgresEnd;
import io.tributary.validator.source.sqlite.file.SqliteFileReader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A source whose rows are converted and its target, of which either leads. The predicate is the
 * same both ways: the source's row, converted, is the target's.
 */
public final class ConvertedEnds implements PairedEnds {
  private final ConvertedEnd source;
  private final PostgresEnd target;
  private final AppliedPositions facts;
  private final ChangeLookup changes;
  private final boolean back;

  private ConvertedEnds(
      ConvertedEnd source,
      PostgresEnd target,
      AppliedPositions facts,
      ChangeLookup changes,
      boolean back) {
    this.source = source;
    this.target = target;
    this.facts = facts;
    this.changes = changes;
    this.back = back;
  }

  /**
   * Opens both ends.
   *
   * @param file the SQLite file that holds the source's log, or all of it
   * @param tables how its rows are read
   * @param changes of the stream
   * @throws io.tributary.common.error.TributaryException SOURCE_FILE, or what stands against a
   *     session
   */
  public static PairedEnds open(
      WatchedSource watched,
      Path file,
      Function<SqliteFileReader, FileTables> tables,
      ChangeLookup changes) {
    ReadingSession copies = watched.copySession();
    try {
      SqliteFileReader reader = SqliteFileReader.open(file, watched.load());
      try {
        ReadingSession session = watched.targetSession();
        Supplier<FileTables> another =
            () -> tables.apply(SqliteFileReader.open(file, LoadLimit.none()));
        return watched.direction() == Direction.OUT
            ? out(watched, copies, tables.apply(reader), another, session, changes)
            : back(watched, copies, tables.apply(reader), another, session, changes);
      } catch (RuntimeException e) {
        reader.close();
        throw e;
      }
    } catch (RuntimeException e) {
      copies.close();
      throw e;
    }
  }

  private static PairedEnds out(
      WatchedSource watched,
      ReadingSession copies,
      FileTables tables,
      Supplier<FileTables> another,
      ReadingSession session,
      ChangeLookup changes) {
    return new ConvertedEnds(
        new ConvertedEnd(watched, copies, tables, CopiedFileTable::new, another),
        PostgresEnd.following(session, watched.stream()).with(watched::targetSession),
        new AppliedFacts(tables.file()),
        changes,
        false);
  }

  private static PairedEnds back(
      WatchedSource watched,
      ReadingSession copies,
      FileTables tables,
      Supplier<FileTables> another,
      ReadingSession session,
      ChangeLookup changes) {
    return new ConvertedEnds(
        new ConvertedEnd(
            watched,
            copies,
            tables,
            (file, copy) -> new FollowingFileTable(file, copy, changes),
            another),
        PostgresEnd.leading(session, watched.stream()).with(watched::targetSession),
        new AppliedFacts(tables.file()),
        changes,
        true);
  }

  @Override
  public ReadEnd leader() {
    return back ? target : source;
  }

  @Override
  public ReadEnd follower() {
    return back ? source : target;
  }

  @Override
  public AppliedPositions applied() {
    return back ? facts : target.applied();
  }

  @Override
  public AppliedPositions appliedByOther() {
    return back ? target.applied() : facts;
  }

  @Override
  public TableMap tables(ParallelReads reads) {
    return source.tables();
  }

  @Override
  public Optional<List<RowId>> changedIds(TablePair pair, ChangedRows changed) {
    return source.changedIds(pair, changed);
  }

  @Override
  public Optional<RowsLeftOut> leftOut(TablePair pair) throws SQLException {
    return Optional.of(source.leftOut(pair));
  }

  @Override
  public Optional<SearchedColumnPair> searchedColumn(TablePair pair) {
    return source.searchedColumn(pair);
  }

  /** Two keys of the source may mean one row of the target, of which only one may have changed. */
  @Override
  public boolean doubtsChangedRows() {
    return true;
  }

  @Override
  public boolean holdsRanges(TablePair pair) {
    return source.holdsRanges(pair);
  }

  /** The keys of a file's rows are in no index of PostgreSQL, those of the target are. */
  @Override
  public boolean cutsAtFollower() {
    return !back;
  }

  @Override
  public void abort() {
    changes.abort();
    PairedEnds.super.abort();
  }

  @Override
  public void close() {
    changes.close();
    PairedEnds.super.close();
  }
}
