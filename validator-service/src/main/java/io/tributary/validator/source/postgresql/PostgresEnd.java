package io.tributary.validator.source.postgresql;

import io.tributary.common.model.StreamId;
import io.tributary.database.ConnectionWork;
import io.tributary.database.DatabaseFailure;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.KeyRange;
import io.tributary.validator.compare.TableStatements;
import io.tributary.validator.database.BoundStatement;
import io.tributary.validator.database.HeldMoment;
import io.tributary.validator.database.ReadingSession;
import io.tributary.validator.source.end.AppliedPositions;
import io.tributary.validator.source.end.Checkpoint;
import io.tributary.validator.source.end.FenceReading;
import io.tributary.validator.source.end.HeldRows;
import io.tributary.validator.source.end.HeldTables;
import io.tributary.validator.source.end.ReadEnd;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL database as an end of a comparison: its tables are read where they are. */
public final class PostgresEnd implements ReadEnd {
  private final ReadingSession session;
  private final SnapshotPosition position;
  private final AppliedTable applied;
  private final Supplier<Optional<ReadingSession>> another;
  private volatile @Nullable HeldMoment apart;

  private PostgresEnd(
      ReadingSession session,
      SnapshotPosition position,
      AppliedTable applied,
      Supplier<Optional<ReadingSession>> another) {
    this.session = session;
    this.position = position;
    this.applied = applied;
    this.another = another;
  }

  /** The end that a stream reads; owns the session. */
  public static PostgresEnd leading(ReadingSession session, StreamId stream) {
    return new PostgresEnd(
        session,
        PostgresEnd::positionBehind,
        new AppliedTable(session, stream.opposite()),
        Optional::empty);
  }

  /** The end that a stream is applied to; owns the session. */
  public static PostgresEnd following(ReadingSession session, StreamId stream) {
    AppliedTable applied = new AppliedTable(session, stream);
    return new PostgresEnd(
        session, c -> applied.in(c).map(Checkpoint::position).orElse(0L), applied, Optional::empty);
  }

  /** The same end, of which moments can be held {@link #apart}. */
  public PostgresEnd with(Supplier<ReadingSession> opening) {
    return new PostgresEnd(session, position, applied, () -> Optional.of(opening.get()));
  }

  /** What this database notes of the stream that is applied to it. */
  public AppliedPositions applied() {
    return applied;
  }

  @Override
  public long position() {
    return session.read(position::of);
  }

  @Override
  public HeldRows hold(TablePair pair, KeyRange within) throws SQLException {
    return enter();
  }

  @Override
  public HeldRows holdAgain(TablePair pair) throws SQLException {
    return enter();
  }

  @Override
  public HeldRows hold(FenceReading reading) throws SQLException {
    return enter();
  }

  private HeldRows enter() throws SQLException {
    Connection connection = session.enter();
    return HeldRows.whole(connection, position.of(connection));
  }

  /**
   * The database's position behind everything that the open snapshot sees. To be asked after the
   * snapshot was taken: a transaction becomes visible only after its commit record is in the log.
   */
  private static long positionBehind(Connection database) throws SQLException {
    return BoundStatement.of("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint")
        .first(database, row -> row.getLong(1))
        .orElseThrow();
  }

  @Override
  public Optional<HeldTables> apart(Function<TablePair, TableStatements> sql) {
    closeApart();
    Optional<HeldMoment> opened = another.get().map(HeldMoment::new);
    opened.ifPresent(snapshot -> apart = snapshot);
    return opened.map(snapshot -> new HeldSnapshot(snapshot, sql));
  }

  private void closeApart() {
    HeldMoment opened = apart;
    if (opened != null) {
      opened.close();
    }
    apart = null;
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
  public boolean alive() {
    return session.alive();
  }

  @Override
  public DatabaseFailure failure(SQLException e) {
    return session.failure(e);
  }

  @Override
  public void abort() {
    session.abort();
    HeldMoment opened = apart;
    if (opened != null) {
      opened.abort();
    }
  }

  @Override
  public void close() {
    closeApart();
    session.close();
  }

  /** The stream's position that belongs to an open snapshot. */
  @FunctionalInterface
  private interface SnapshotPosition {
    long of(Connection snapshot) throws SQLException;
  }
}
