package io.tributary.cdc.apply.file;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.common.error.TributaryException;
import io.tributary.files.sqlite.back.ReturnTransaction;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The open transaction of a file into which a large source transaction is written piece by piece,
 * before it is known whether it counts. A failure that trying again does not mend is kept until it
 * is known. Not thread-safe.
 */
final class LargeFileTransaction {
  private final Supplier<ReturnTransaction> begin;
  private final Runnable ended;
  private final Function<RuntimeException, TributaryException> failed;
  private @Nullable ReturnTransaction file;
  private @Nullable FileChanges written;
  private @Nullable TributaryException failure;

  /**
   * Nothing is begun yet.
   *
   * @param begin begins a transaction of the file
   * @param ended is told when it has ended
   * @param failed names the error of a failed step
   */
  LargeFileTransaction(
      Supplier<ReturnTransaction> begin,
      Runnable ended,
      Function<RuntimeException, TributaryException> failed) {
    this.begin = begin;
    this.ended = ended;
    this.failed = failed;
  }

  /** Whether a piece was written, or could not be. */
  boolean begun() {
    return file != null || failure != null;
  }

  /**
   * Writes a piece, unless one before has failed.
   *
   * @param behind how many of the changes, from the first on, came behind a fence that stood before
   * @param refuse throws where a change cannot be taken
   * @param in makes what writes into the transaction when it begins
   * @return whether it was tried
   * @throws TributaryException a failure that a new try may mend
   */
  boolean write(
      List<StreamRecord> changes,
      int behind,
      Consumer<List<StreamRecord>> refuse,
      Function<ReturnTransaction, FileChanges> in) {
    if (failure != null) {
      return false;
    }
    try {
      refuse.accept(changes);
      written(in).write(changes, behind, () -> {});
    } catch (RuntimeException e) {
      TributaryException named = failed.apply(e);
      if (named.report().retryable()) {
        throw named;
      }
      close();
      failure = named;
    }
    return true;
  }

  private FileChanges written(Function<ReturnTransaction, FileChanges> in) {
    if (written == null) {
      file = begin.get();
      written = in.apply(file);
    }
    return written;
  }

  /** What ends a transaction that counts. */
  interface Commit {
    void of(ReturnTransaction file, FileChanges written);
  }

  /**
   * Ends the transaction, which counts.
   *
   * @throws TributaryException what came of a piece, or of this
   */
  void commit(Commit commit) {
    if (failure != null) {
      throw failure;
    }
    ReturnTransaction open = Objects.requireNonNull(file, "a piece was written before");
    try {
      commit.of(open, Objects.requireNonNull(written, "it comes with the transaction"));
    } catch (RuntimeException e) {
      throw failed.apply(e);
    } finally {
      close();
    }
  }

  /** Rolls back what was written and forgets what came of it. */
  void drop() {
    close();
    failure = null;
  }

  /** Rolls back what was written. */
  void close() {
    ReturnTransaction open = file;
    file = null;
    written = null;
    if (open != null) {
      open.close();
      ended.run();
    }
  }
}
