package io.tributary.cdc.apply.file;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.commit.ApplyHooks;
import io.tributary.cdc.apply.commit.ChangeBatch;
import io.tributary.cdc.apply.commit.Checkpoint;
import io.tributary.cdc.apply.commit.CheckpointStore;
import io.tributary.cdc.apply.commit.CommitterOwner;
import io.tributary.cdc.apply.commit.StreamCommitter;
import io.tributary.cdc.apply.count.TableChangeCount;
import io.tributary.common.change.MessageSeal;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.quarantine.QuarantineContent;
import io.tributary.files.sqlite.back.ReturnTransaction;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Commits the batches of a way back to a SQLite file, each in one exclusive transaction of the file
 * with its checkpoint. What it has to know besides, such as the mapping, it reads in the target.
 */
public final class FileCommitter implements StreamCommitter {
  private final ReturningFile home;
  private final StreamId stream;
  private final CommitterOwner owner;
  private final ApplyHooks hooks;
  private final FileTurns turns;
  private final LargeFileTransaction large;
  private @Nullable TargetKnowledge known;
  private QuarantineContent aside = QuarantineContent.NOTHING;

  /** A committer that is not connected yet. */
  public FileCommitter(ReturningFile home, CommitterOwner owner, ApplyHooks hooks) {
    this.home = home;
    this.stream = home.out().stream().opposite();
    this.owner = owner;
    this.hooks = hooks;
    this.turns = FileTurns.of(home);
    this.large = new LargeFileTransaction(this::begin, turns::ended, home::failed);
  }

  @Override
  public Checkpoint connect() {
    known = home.read(owner.connect());
    return inFile(
        file -> {
          FileChanges changes = changes(file);
          Checkpoint at = at(file);
          aside = changes.aside();
          known().list(changes.all(), at);
          return at;
        });
  }

  @Override
  public MessageSeal seal() {
    return new CheckpointStore(stream).seal(known().session());
  }

  @Override
  public boolean changeTables(List<StreamRecord> changes) {
    if (!known().changed(changes)) {
      return false;
    }
    readTablesAnew();
    return known().schema().findsChange(changes);
  }

  @Override
  public void commit(ChangeBatch batch) {
    retried(() -> inFile(file -> attempt(file, batch)));
  }

  private boolean attempt(ReturnTransaction file, ChangeBatch batch) {
    Checkpoint at = at(file);
    if (at.standsAt(batch.to()) && batch.moves()) {
      // The transaction was committed although it seemed to fail.
      return true;
    }
    require(at, batch.from());
    FileChanges changes = changes(file);
    if (batch.rows() > 0) {
      changes.write(batch.changes(), batch.behind(), () -> requireClosed(file, batch));
      hooks.afterStatement(stream);
    }
    finish(file, changes, batch);
    return true;
  }

  private void finish(ReturnTransaction file, FileChanges changes, ChangeBatch batch) {
    changes.judge(batch);
    if (changes.wrote()) {
      requireClosed(file, batch);
    }
    FileCheckpoint.write(file, batch.to());
    release(changes.rows());
    hooks.beforeCommit(stream);
    file.commit();
    hooks.afterCommitBeforeAck(stream);
    told(changes, batch.to());
  }

  /** Before the commit, behind which nobody would write these rows again. */
  private void release(FileRows rows) {
    rows.keepKeys();
    if (known().release(rows.settled())) {
      owner.asideChanged(known().out());
    }
  }

  @Override
  public void pass(Checkpoint from, Checkpoint to) {
    retried(
        () ->
            inFile(
                file -> {
                  require(at(file), from);
                  FileCheckpoint.write(file, to);
                  file.commit();
                  return true;
                }));
  }

  @Override
  public void catchingUp(boolean catchingUp) {
    // Rows are taken back as a whole: nothing is copied that changes could be ahead of.
  }

  @Override
  public void startSnapshot(Checkpoint from, Checkpoint to) {
    throw new IllegalStateException("the way back begins without a copy");
  }

  /**
   * Tables may have come with those of the source since they were read, or joined. The file is not
   * looked into, which would keep others from it for nothing.
   */
  private void readTablesAnew() {
    if (home.out().tablesFollow()) {
      home.renewDefinitions();
    }
    close();
    known = home.read(owner.connect());
  }

  /** Whatever tables its pieces are of: none can be read anew once one of them is written. */
  @Override
  public void writePiece(List<StreamRecord> changes, int behind) {
    if (!large.begun()) {
      readTablesAnew();
    }
    if (large.write(changes, behind, known().schema()::refuse, this::changes)) {
      hooks.afterStatement(stream);
    }
  }

  @Override
  public void commitPieces(ChangeBatch batch) {
    large.commit(
        (file, changes) -> {
          require(at(file), batch.from());
          finish(file, changes, batch);
        });
  }

  @Override
  public void dropPieces() {
    large.drop();
  }

  @Override
  public long replay(Set<Long> discarded) {
    return inFile(
        file -> {
          FileChanges changes = changes(file);
          Checkpoint at = at(file);
          long taken = changes.replay(known().listed(discarded));
          release(changes.rows());
          file.commit();
          told(changes, at);
          return taken;
        });
  }

  /** Whoever dies before it finds the list behind, and lists anew when it connects. */
  private void told(FileChanges changes, Checkpoint at) {
    aside = changes.aside();
    FileChanges.Changed changed = changes.changed();
    if (!changed.none()) {
      known().list(changed, at);
    }
  }

  @Override
  public QuarantineContent readAnew() {
    connectAnew();
    return aside;
  }

  @Override
  public boolean keepCounts(Map<TableName, TableChangeCount> counts) {
    if (known == null) {
      connectAnew();
    }
    try {
      known().keep(counts);
      return true;
    } catch (TributaryException e) {
      if (!e.report().retryable()) {
        throw e;
      }
      connectAnew();
      return false;
    }
  }

  @Override
  public QuarantineContent setAside() {
    return aside;
  }

  @Override
  public void close() {
    large.close();
    if (known != null) {
      known.close();
      known = null;
    }
  }

  private FileChanges changes(ReturnTransaction file) {
    return new FileChanges(file, stream, known());
  }

  private Checkpoint at(ReturnTransaction file) {
    return FileCheckpoint.read(file).orElseThrow(() -> home.notBegun());
  }

  private void require(Checkpoint at, Checkpoint expected) {
    if (!at.standsAt(expected)) {
      throw CheckpointStore.fencedOff(stream, expected);
    }
  }

  /** Nothing goes into a file that is open to its application. */
  private void requireClosed(ReturnTransaction file, ChangeBatch batch) {
    if (!file.closed()) {
      throw CheckpointStore.lost(stream, batch.behindFence());
    }
  }

  private <T> T inFile(Function<ReturnTransaction, T> work) {
    try (ReturnTransaction file = begin()) {
      return work.apply(file);
    } catch (RuntimeException e) {
      throw home.failed(e);
    } finally {
      turns.ended();
    }
  }

  /** The last changes behind a rollback's fence do not wait for others: applications wait then. */
  private ReturnTransaction begin() {
    return turns.take(() -> !known().open());
  }

  private void retried(Runnable step) {
    while (true) {
      try {
        if (known == null) {
          connectAnew();
        }
        step.run();
        return;
      } catch (TributaryException e) {
        if (!e.report().retryable()) {
          throw e;
        }
        close();
        owner.awaitRetry(e.report());
      }
    }
  }

  private void connectAnew() {
    close();
    connect();
  }

  private TargetKnowledge known() {
    return Objects.requireNonNull(known, "a run connects before it writes");
  }
}
