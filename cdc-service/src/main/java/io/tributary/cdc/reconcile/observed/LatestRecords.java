package io.tributary.cdc.reconcile.observed;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends records to a topic of which only the latest record of a key counts. One record of each key
 * is on its way at a time; of those that come meanwhile the last one is kept, so that no more than
 * two are in memory, however long the broker is away. Thread-safe.
 */
final class LatestRecords {
  private static final Logger LOG = Logger.getLogger(LatestRecords.class);

  private final BiFunction<String, byte[], CompletionStage<Void>> sending;
  private final Map<String, byte[]> waiting = new HashMap<>();
  private final Set<String> onTheirWay = new HashSet<>();

  /**
   * Nothing is sent yet.
   *
   * @param sending sends one record and completes when the broker has it
   */
  LatestRecords(BiFunction<String, byte[], CompletionStage<Void>> sending) {
    this.sending = sending;
  }

  /** Sends this one, or takes it for the next one of its key. */
  void send(String key, byte[] value) {
    synchronized (this) {
      if (!onTheirWay.add(key)) {
        waiting.put(key, value);
        return;
      }
    }
    start(key, value);
  }

  private void start(String key, byte[] value) {
    sending.apply(key, value).whenComplete((done, failure) -> ended(key, value, failure));
  }

  private void ended(String key, byte[] value, @Nullable Throwable failure) {
    byte @Nullable [] next;
    synchronized (this) {
      next = waiting.remove(key);
      if (next == null && mayPass(failure)) {
        next = value;
      }
      if (next == null) {
        onTheirWay.remove(key);
      }
    }
    if (failure != null) {
      LOG.warnf("record not taken key=%s again=%s: %s", key, next != null, failure);
    }
    if (next != null) {
      start(key, next);
    }
  }

  /** After minutes of the client's own attempts, of which this is the end. */
  private static boolean mayPass(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
    return cause instanceof RetriableException;
  }
}
