package io.tributary.cdc.apply.file;

import io.tributary.files.sqlite.back.ReturnTransaction;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Begins the transactions of a file one after the other, and lets others in between. One thread.
 */
final class FileTurns {
  private final Supplier<ReturnTransaction> begin;
  private final LongSupplier nanos;
  private final LongConsumer pause;
  private LockTurns turns = LockTurns.untaken();
  private OptionalLong taken = OptionalLong.empty();

  /**
   * The lock was not taken yet.
   *
   * @param begin takes it
   * @param nanos tells the time
   * @param pause waits for so many nanoseconds, or less
   */
  FileTurns(Supplier<ReturnTransaction> begin, LongSupplier nanos, LongConsumer pause) {
    this.begin = begin;
    this.nanos = nanos;
    this.pause = pause;
  }

  /** The same by the machine's time. */
  static FileTurns of(ReturningFile file) {
    return new FileTurns(file::begin, System::nanoTime, LockSupport::parkNanos);
  }

  /**
   * Begins a transaction, if need be after a rest; the one before has ended.
   *
   * @param hurries whether nobody is to be let in; asked only where others would be
   */
  ReturnTransaction take(BooleanSupplier hurries) {
    long rest = turns.rest(nanos.getAsLong());
    if (rest > 0) {
      if (!hurries.getAsBoolean()) {
        pause.accept(rest);
      }
      turns = turns.rested();
    }
    ReturnTransaction transaction = begin.get();
    taken = OptionalLong.of(nanos.getAsLong());
    return transaction;
  }

  /** The transaction has ended, if one was begun. */
  void ended() {
    taken.ifPresent(since -> turns = turns.held(since, nanos.getAsLong()));
    taken = OptionalLong.empty();
  }
}
