package io.tributary.validator;

import io.tributary.database.ConnectionWork;
import io.tributary.database.DatabaseFailure;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.changes.ChangedRows;
import io.tributary.validator.compare.KeyRange;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.compare.RowState;
import io.tributary.validator.database.ParallelReads;
import io.tributary.validator.neighbour.SearchedColumnPair;
import io.tributary.validator.source.end.AppliedPositions;
import io.tributary.validator.source.end.Checkpoint;
import io.tributary.validator.source.end.FenceReading;
import io.tributary.validator.source.end.HeldRows;
import io.tributary.validator.source.end.PairedEnds;
import io.tributary.validator.source.end.ReadEnd;
import io.tributary.validator.source.end.RowsLeftOut;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Real ends that let a test act between two readings.
 *
 * @param real the ends
 * @param afterLeader run whenever the leader's rows are released
 * @param afterFollower run whenever the follower's rows are released
 * @param beforeCheckpoint run whenever it is asked how far the follower is
 */
record HookedEnds(
    PairedEnds real, Runnable afterLeader, Runnable afterFollower, Runnable beforeCheckpoint)
    implements PairedEnds {

  @Override
  public ReadEnd leader() {
    return new HookedEnd(real.leader(), afterLeader);
  }

  @Override
  public ReadEnd follower() {
    return new HookedEnd(real.follower(), afterFollower);
  }

  @Override
  public AppliedPositions applied() {
    return new AppliedPositions() {
      @Override
      public Optional<Checkpoint> checkpoint() {
        beforeCheckpoint.run();
        return real.applied().checkpoint();
      }

      @Override
      public boolean complete(long restart) {
        return real.applied().complete(restart);
      }
    };
  }

  @Override
  public AppliedPositions appliedByOther() {
    return real.appliedByOther();
  }

  @Override
  public TableMap tables(ParallelReads reads) {
    return real.tables(reads);
  }

  @Override
  public Optional<List<RowId>> changedIds(TablePair pair, ChangedRows changed) {
    return real.changedIds(pair, changed);
  }

  @Override
  public Optional<RowsLeftOut> leftOut(TablePair pair) throws SQLException {
    return real.leftOut(pair);
  }

  @Override
  public Optional<SearchedColumnPair> searchedColumn(TablePair pair) {
    return real.searchedColumn(pair);
  }

  @Override
  public boolean doubtsChangedRows() {
    return real.doubtsChangedRows();
  }

  @Override
  public boolean holdsRanges(TablePair pair) {
    return real.holdsRanges(pair);
  }

  @Override
  public boolean cutsAtFollower() {
    return real.cutsAtFollower();
  }

  @Override
  public void close() {
    real.close();
  }

  private record HookedEnd(ReadEnd real, Runnable after) implements ReadEnd {
    @Override
    public long position() throws SQLException {
      return real.position();
    }

    @Override
    public HeldRows hold(TablePair pair, KeyRange within) throws SQLException {
      return real.hold(pair, within);
    }

    @Override
    public HeldRows holdAgain(TablePair pair) throws SQLException {
      return real.holdAgain(pair);
    }

    @Override
    public HeldRows hold(FenceReading reading) throws SQLException {
      return real.hold(reading);
    }

    @Override
    public Map<RowId, RowState> versioned(TablePair pair, Map<RowId, RowState> rows)
        throws SQLException {
      return real.versioned(pair, rows);
    }

    @Override
    public void release() {
      real.release();
      after.run();
    }

    @Override
    public <T> T read(ConnectionWork<T> reads) {
      return real.read(reads);
    }

    @Override
    public boolean alive() {
      return real.alive();
    }

    @Override
    public DatabaseFailure failure(SQLException e) {
      return real.failure(e);
    }

    @Override
    public void abort() {
      real.abort();
    }

    @Override
    public void close() {
      real.close();
    }
  }
}
