package io.tributary.orchestrator.topic;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Says whether this instance is the active one: the member of the consumer group that holds the one
 * partition of the desired topic. A member of the same instance id that comes back takes its place
 * at once; another one waits until Kafka notices that the old one is gone.
 */
public final class Leadership implements Runnable, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Leadership.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PROOF_WITHIN = Duration.ofSeconds(2);
  private static final long RETRY_MILLIS = 1_000;

  private final KafkaSettings settings;
  private final Consumer<Boolean> onChange;
  private final Thread thread;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final ConcurrentLinkedQueue<CompletableFuture<Boolean>> proofs =
      new ConcurrentLinkedQueue<>();
  private volatile boolean running = true;
  private volatile boolean leaveOnClose = true;
  private volatile boolean settled;

  /** Tells {@code onChange} on its own thread. */
  public Leadership(KafkaSettings settings, Consumer<Boolean> onChange) {
    this.settings = settings;
    this.onChange = onChange;
    this.thread = new Thread(this, "leadership");
  }

  /** Joins the group; the topic must exist. */
  public void start() {
    thread.start();
  }

  /** Whether the group has ever said which role this instance has. */
  public boolean settled() {
    return settled;
  }

  /**
   * Whether the group still knows this instance as its active member, asked of the broker now.
   * Blocks for at most some seconds; no answer counts as no.
   */
  public boolean proven() {
    CompletableFuture<Boolean> proof = new CompletableFuture<>();
    proofs.add(proof);
    try {
      return proof.get(PROOF_WITHIN.plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void run() {
    while (running) {
      try {
        hold();
      } catch (KafkaException e) {
        LOG.warnf("group membership lost, joining again: %s", e.getMessage());
        onChange.accept(false);
        pause();
      }
    }
  }

  private void hold() {
    Map<String, Object> properties = new HashMap<>(settings.client());
    properties.put("group.id", settings.group());
    properties.put("group.instance.id", settings.instanceId());
    properties.put("enable.auto.commit", "false");
    properties.put("session.timeout.ms", "10000");
    properties.put("heartbeat.interval.ms", "1000");
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      consumer.subscribe(List.of(settings.topics().desired()), new Assignment(consumer));
      while (running) {
        consumer.poll(POLL);
        prove(consumer);
      }
    } finally {
      GroupMembershipOperation farewell =
          leaveOnClose
              ? GroupMembershipOperation.LEAVE_GROUP
              : GroupMembershipOperation.REMAIN_IN_GROUP;
      consumer.close(CloseOptions.groupMembershipOperation(farewell).withTimeout(PROOF_WITHIN));
    }
  }

  private void prove(KafkaConsumer<byte[], byte[]> consumer) {
    for (CompletableFuture<Boolean> proof = proofs.poll(); proof != null; proof = proofs.poll()) {
      proof.complete(!consumer.assignment().isEmpty() && committed(consumer));
    }
  }

  /** The offset means nothing; the broker takes it only from a living member. */
  private static boolean committed(KafkaConsumer<byte[], byte[]> consumer) {
    Map<TopicPartition, OffsetAndMetadata> any = new HashMap<>();
    consumer.assignment().forEach(partition -> any.put(partition, new OffsetAndMetadata(0)));
    try {
      consumer.commitSync(any, PROOF_WITHIN);
      return true;
    } catch (KafkaException e) {
      LOG.warnf("not the active instance any more: %s", e.getMessage());
      return false;
    }
  }

  private void pause() {
    try {
      stopped.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      running = false;
    }
  }

  /** Stops as a crash would: the group learns nothing. For tests of a takeover. */
  public void abandon() {
    leaveOnClose = false;
    close();
  }

  @Override
  public void close() {
    running = false;
    stopped.countDown();
    try {
      thread.join(PROOF_WITHIN.multipliedBy(2).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Turns assignments into being active or standing by; the records are read elsewhere. */
  private final class Assignment implements ConsumerRebalanceListener {
    private final KafkaConsumer<byte[], byte[]> consumer;

    Assignment(KafkaConsumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      consumer.pause(partitions);
      if (!partitions.isEmpty()) {
        LOG.infof("active instance=%s", settings.instanceId());
        onChange.accept(true);
      }
      settled = true;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      if (!partitions.isEmpty()) {
        LOG.infof("standing by instance=%s", settings.instanceId());
        onChange.accept(false);
      }
    }
  }
}
