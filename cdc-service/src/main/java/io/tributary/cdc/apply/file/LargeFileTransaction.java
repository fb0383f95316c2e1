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
  private @Nullable FileRows rows;
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

  /**
   * Writes a piece, unless one before has failed.
   *
   * @param refuse throws where a change cannot be taken
   * @param in makes the rows of the transaction when it begins
   * @return whether it was tried
   * @throws TributaryException a failure that a new try may mend
   */
  boolean write(
      List<StreamRecord> changes,
      Consumer<List<StreamRecord>> refuse,
      Function<ReturnTransaction, FileRows> in) {
    if (failure != null) {
      return false;
    }
    try {
      refuse.accept(changes);
      rows(in).write(changes);
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

  private FileRows rows(Function<ReturnTransaction, FileRows> in) {
    if (rows == null) {
      file = begin.get();
      rows = in.apply(file);
    }
    return rows;
  }

  /** What ends a transaction that counts. */
  interface Commit {
    void of(ReturnTransaction file, FileRows rows);
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
      commit.of(open, Objects.requireNonNull(rows, "they come with the transaction"));
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
    rows = null;
    if (open != null) {
      open.close();
      ended.run();
    }
  }
}
