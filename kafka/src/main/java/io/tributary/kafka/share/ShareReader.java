package io.tributary.kafka.share;

import io.tributary.common.desired.SourceShare;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads all that is desired and takes part in the group that shares the sources, on a thread of its
 * own. Of what the desired topic held already only the latest of each migration counts: an instance
 * that starts, or is given a share, must not carry out orders that were superseded long ago. When
 * the broker is lost for longer than a session, or reading fails, all shares are given up, and it
 * begins anew.
 */
public final class ShareReader implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ShareReader.class);
  private static final Duration ORDERS = Duration.ofMillis(100);
  private static final Duration GROUP = Duration.ofMillis(5);
  private static final long ASKED_SECONDS = 5;
  private static final long CLOSE_SECONDS = 35;

  private final ShareClients clients;
  private final ShareKeeper keeper;
  private final HeldShares held;
  private final Runnable topics;
  private final Thread thread;
  private final Queue<Question> questions = new ConcurrentLinkedQueue<>();
  private final Set<String> known = new HashSet<>();
  private volatile boolean refusing;
  private volatile boolean closed;

  /**
   * Answers nobody while shares are given up: the work on them that asks would wait for this
   * thread, and this thread for its end.
   */
  private final class RefusingKeeper implements ShareKeeper {
    @Override
    public void ordered(Map<String, byte @Nullable []> latest) {
      keeper.ordered(latest);
    }

    @Override
    public void taken(Set<SourceShare> shares) {
      keeper.taken(shares);
    }

    @Override
    public void given(Set<SourceShare> shares) {
      refusing = true;
      questions.forEach(question -> question.answer().complete(false));
      try {
        keeper.given(shares);
      } finally {
        refusing = false;
      }
    }
  }

  /** Whether a share is held, asked by another thread. */
  private record Question(SourceShare share, CompletableFuture<Boolean> answer) {}

  /**
   * A reader that does not run yet.
   *
   * @param topics makes the topics before they are read, or does nothing where others make them
   */
  public ShareReader(ShareClients clients, ShareKeeper keeper, Runnable topics) {
    this.clients = clients;
    this.keeper = keeper;
    this.held = new HeldShares(new RefusingKeeper());
    this.topics = topics;
    this.thread = new Thread(this::run, "shares");
    this.thread.setDaemon(true);
  }

  /** Begins. */
  public void start() {
    thread.start();
  }

  /**
   * Whether the group still knows this instance as the one that holds a share. Another instance may
   * have taken over from one that lost the broker and still reaches the databases. Any thread;
   * waits some seconds at most, and no answer counts as no.
   */
  public boolean proven(SourceShare share) {
    Question question = new Question(share, new CompletableFuture<>());
    questions.add(question);
    try {
      if (refusing) {
        return false;
      }
      return question.answer().get(ASKED_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warnf("not known to hold share=%d: %s", share.number(), e);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      questions.remove(question);
    }
  }

  private void run() {
    while (!closed) {
      try {
        topics.run();
        read();
      } catch (RuntimeException e) {
        LOG.warnf(e, "desired state not readable, trying again cause=%s", e.getMessage());
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      }
    }
  }

  private void read() {
    Consumer<byte[], byte[]> member = clients.shares();
    try (Consumer<String, byte[]> orders = clients.desired()) {
      TopicPartition topic = new TopicPartition(clients.topics().desired(), 0);
      orders.assign(List.of(topic));
      orders.seekToBeginning(List.of(topic));
      member.subscribe(List.of(clients.topics().shares()), held);
      read(orders, topic, member);
    } finally {
      held.giveAll();
      // A member that only closed would keep its shares until its session ends.
      member.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    }
  }

  private void read(
      Consumer<String, byte[]> orders, TopicPartition topic, Consumer<byte[], byte[]> member) {
    Map<String, byte @Nullable []> latest = new LinkedHashMap<>();
    long end = end(orders, topic);
    boolean anew = true;
    while (!closed) {
      int before = held.handedOut();
      member.poll(GROUP);
      answer(member);
      if (held.handedOut() != before) {
        end = end(orders, topic);
      }
      orders
          .poll(ORDERS)
          .forEach(
              record -> {
                latest.remove(record.key());
                latest.put(record.key(), record.value());
              });
      if (orders.position(topic) >= end) {
        if (anew) {
          // Deleted while nothing was read, and so long ago that even that is gone from the topic.
          known.stream()
              .filter(migration -> !latest.containsKey(migration))
              .forEach(migration -> latest.put(migration, null));
          anew = false;
        }
        carryOut(latest);
        held.take();
      }
    }
  }

  private void carryOut(Map<String, byte @Nullable []> latest) {
    if (!latest.isEmpty()) {
      keeper.ordered(new LinkedHashMap<>(latest));
      known.addAll(latest.keySet());
      latest.forEach(
          (migration, desired) -> {
            if (desired == null) {
              known.remove(migration);
            }
          });
      latest.clear();
    }
  }

  private void answer(Consumer<?, ?> member) {
    Question question;
    while ((question = questions.poll()) != null) {
      question.answer().complete(held.proven(member, question.share()));
    }
  }

  /** The offset behind the last record that is there now. */
  private static long end(Consumer<?, ?> orders, TopicPartition topic) {
    return orders.endOffsets(List.of(topic)).getOrDefault(topic, 0L);
  }

  /**
   * Gives up all shares and leaves the group; returns when that is done, or after half a minute.
   */
  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
  }
}
