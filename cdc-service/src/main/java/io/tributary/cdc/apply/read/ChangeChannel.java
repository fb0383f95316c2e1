package io.tributary.cdc.apply.read;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.common.change.ChangeDecoder;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * The change topic of one stream, decoded. Reading runs ahead of the one thread that takes records
 * by a few polls or some megabytes and then waits, so that memory stays bounded.
 */
public final class ChangeChannel implements AutoCloseable {
  private static final int POLLS_AHEAD = 2;
  private static final long BYTES_AHEAD = 8_388_608;
  private static final long SUBSCRIBE_LIMIT_SECONDS = 5;

  private final StreamId stream;
  private final LongSupplier nextOffset;
  private final Consumer<ChangeChannel> onClose;
  private final ChangeDecoder decoder = new ChangeDecoder();
  private final BlockingQueue<DecodedPoll> polls = new ArrayBlockingQueue<>(POLLS_AHEAD);
  private final ReadAhead ahead = new ReadAhead(BYTES_AHEAD);
  private DecodedPoll taken = new DecodedPoll();
  private final ExecutorService decoding;
  private final CountDownLatch subscribed = new CountDownLatch(1);
  private volatile @Nullable TributaryException failure;
  private volatile Flow.@Nullable Subscription subscription;
  private long received = -1;

  ChangeChannel(StreamId stream, LongSupplier nextOffset, Consumer<ChangeChannel> onClose) {
    this.stream = stream;
    this.nextOffset = nextOffset;
    this.onClose = onClose;
    this.decoding =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "decode " + stream);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * The next record; null when none came in time.
   *
   * @throws TributaryException when the topic cannot be read on
   */
  public @Nullable StreamRecord take(long millis) throws InterruptedException {
    if (taken.isEmpty()) {
      ahead.taken(taken.bytes());
      DecodedPoll poll = polls.poll(millis, TimeUnit.MILLISECONDS);
      taken = poll == null ? new DecodedPoll() : poll;
      if (poll == null && failure != null) {
        throw failure;
      }
    }
    return taken.next();
  }

  /** Whether a record is at hand. */
  public boolean ready() {
    return !taken.isEmpty() || !polls.isEmpty();
  }

  @Override
  public void close() {
    onClose.accept(this);
    // Cancelling the only subscription is what makes the connector close this one consumer. Before
    // it has subscribed it would do so on its polling thread, waiting for that very thread.
    awaitSubscribed();
    if (subscription != null) {
      subscription.cancel();
    }
    decoding.shutdownNow();
  }

  private void awaitSubscribed() {
    try {
      subscribed.await(SUBSCRIBE_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void read(Multi<? extends Message<?>> messages) {
    messages.onItem().transformToUniAndConcatenate(this::handed).subscribe(new Reader());
  }

  /**
   * Done where the poll was delivered, which is where the next one is asked for. The connector
   * forgets what another thread asks for in the moment in which it goes to rest: its subscription
   * reads how much is wanted before it looks whether it was called meanwhile. With one poll waiting
   * it would pause the topic and never deliver again.
   */
  private Uni<Boolean> handed(Message<?> message) {
    Context delivering = Vertx.currentContext();
    return Uni.createFrom()
        .item(() -> hand(message))
        .runSubscriptionOn(decoding)
        .emitOn(done -> delivering.runOnContext(on -> done.run()));
  }

  /** Holds the subscription itself: a cancelled callback could run on the polling thread. */
  private final class Reader implements Flow.Subscriber<Object> {
    @Override
    public void onSubscribe(Flow.Subscription taken) {
      subscription = taken;
      taken.request(Long.MAX_VALUE);
      subscribed.countDown();
    }

    @Override
    public void onNext(Object decoded) {
      // The records are in the queue already.
    }

    @Override
    public void onError(Throwable cause) {
      fail(cause);
    }

    @Override
    public void onComplete() {
      // Only a cancelled channel ends.
    }
  }

  long nextOffset() {
    return nextOffset.getAsLong();
  }

  /** Notices records that retention or a recreated topic has taken away. */
  void check(long next, long first, long end) {
    if (next < first || next > end) {
      failure = gap(next, "it holds offsets " + first + " to " + (end - 1));
    }
  }

  /** Decodes a poll and hands it to the one who takes, once there is room for it. */
  private boolean hand(Message<?> message) {
    try {
      ahead.awaitRoom();
      DecodedPoll decoded =
          decode(
              message
                  .getMetadata(IncomingKafkaRecordBatchMetadata.class)
                  .orElseThrow()
                  .getRecords());
      ahead.add(decoded.bytes());
      if (!decoded.isEmpty()) {
        polls.put(decoded);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  private DecodedPoll decode(ConsumerRecords<?, ?> records) {
    DecodedPoll decoded = new DecodedPoll();
    try {
      for (ConsumerRecord<?, ?> record : records) {
        // After a reassignment the topic is read again from the checkpoint on.
        if (record.offset() > received && failure == null) {
          received = record.offset();
          decode(record, decoded);
        }
      }
    } catch (TributaryException e) {
      failure = e;
    }
    return decoded;
  }

  private void decode(ConsumerRecord<?, ?> record, DecodedPoll decoded) {
    int bytes = Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    decoded.add(
        record.offset(),
        bytes,
        decoder.decode(record.offset(), (byte[]) record.value(), name -> header(record, name)));
  }

  private static byte @Nullable [] header(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : header.value();
  }

  private void fail(Throwable cause) {
    failure =
        cause instanceof InvalidOffsetException
            ? gap(nextOffset(), String.valueOf(cause.getMessage()))
            : unreadable(stream, cause);
  }

  /** The broker does not answer, or refuses. */
  static TributaryException unreadable(StreamId stream, Throwable cause) {
    return new TributaryException(
        ApplyError.TOPIC_UNREADABLE,
        "The change topic of "
            + stream
            + " cannot be read: "
            + cause
            + ". It is tried again; check the broker.",
        Map.of("source", stream.source()),
        cause);
  }

  private TributaryException gap(long next, String found) {
    return new TributaryException(
        ApplyError.TOPIC_GAP,
        "The change topic of "
            + stream
            + " no longer has the record at offset "
            + next
            + ", which is the next to apply: "
            + found
            + ". Retention was shorter than the stream stood still, or the topic was recreated."
            + " Raise the retention. "
            + stream.beginAnew(),
        Map.of("source", stream.source(), "offset", String.valueOf(next)));
  }
}
