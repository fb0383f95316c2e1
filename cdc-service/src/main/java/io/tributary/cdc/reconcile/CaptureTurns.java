package io.tributary.cdc.reconcile;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Who looks after a capture and its topic does so while nobody takes them away: what is lost of
 * them would be made again, and the topic that comes under the same name is another one.
 */
final class CaptureTurns {
  private final ReadWriteLock turns = new ReentrantReadWriteLock();

  /** Looks after it, beside others who do. */
  void lookAfter(Runnable work) {
    in(turns.readLock(), work);
  }

  /** Takes it away, alone. */
  void takeAway(Runnable work) {
    in(turns.writeLock(), work);
  }

  private static void in(Lock turn, Runnable work) {
    turn.lock();
    try {
      work.run();
    } finally {
      turn.unlock();
    }
  }
}
