package io.tributary.cdc.apply.read;

/**
 * Counts the bytes of records that were decoded and not taken yet, so that a few large rows do not
 * fill the memory where many small ones would not. Thread-safe.
 */
final class ReadAhead {
  private final long limitBytes;
  private long waiting;

  ReadAhead(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** Returns when less than the limit waits. */
  synchronized void awaitRoom() throws InterruptedException {
    while (waiting >= limitBytes) {
      wait();
    }
  }

  synchronized void add(long bytes) {
    waiting += bytes;
  }

  synchronized void taken(long bytes) {
    waiting -= bytes;
    notifyAll();
  }
}
