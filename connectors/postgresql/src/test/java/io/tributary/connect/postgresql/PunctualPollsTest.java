package io.tributary.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.connector.base.QueueProvider;
import io.debezium.pipeline.Sizeable;
import io.debezium.util.LoggingContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PunctualPollsTest {
  /** Before and after a wait, whether it is full and what it holds, and some to spare. */
  private static final int FEW = 10;

  /** So many that a machine with other work wakes the thread in time for one of them. */
  private static final int MOST_POLLS = 1_000;

  private final PunctualPolls polls = new PunctualPolls();
  private final AtomicInteger asked = new AtomicInteger();
  private final ChangeEventQueue<Sizeable> queue = queue();

  @Test
  void asksTheQueueAFewTimesInPollsThatFindNothing() throws Exception {
    // given
    polls.use(queue);

    // then
    for (int i = 0; i < 50; i++) {
      assertThat(askedInAPoll()).isBetween(1, FEW);
    }
  }

  @Test
  void endsAPollWhenABatchIsFull() throws Exception {
    // given
    polls.use(queue);
    Sizeable event = () -> 1;
    queue.enqueue(event);
    queue.enqueue(event);

    // then
    assertThat(queue.poll()).containsExactly(event, event);
  }

  @Test
  void leavesPollsAsTheyAreWhileEventsCome() throws Exception {
    // given
    polls.use(queue);
    polls.found(true);

    // then
    assertThat(spins()).isTrue();
  }

  /** Why it is needed: when this fails, Debezium has mended it and ours can go. */
  @Test
  void withoutItTheQueueIsAskedAllTheTime() throws Exception {
    // then
    assertThat(spins()).isTrue();
  }

  private boolean spins() throws InterruptedException {
    for (int i = 0; i < MOST_POLLS; i++) {
      if (askedInAPoll() > FEW) {
        return true;
      }
    }
    return false;
  }

  private int askedInAPoll() throws InterruptedException {
    int before = asked.get();
    assertThat(queue.poll()).isEmpty();
    return asked.get() - before;
  }

  private ChangeEventQueue<Sizeable> queue() {
    return new ChangeEventQueue.Builder<Sizeable>()
        .pollInterval(Duration.ofMillis(5))
        .maxQueueSize(4)
        .maxBatchSize(2)
        .loggingContextSupplier(() -> LoggingContext.forConnector("test", "test", "test"))
        .queueProvider(new Counted())
        .build();
  }

  private final class Counted implements QueueProvider<Sizeable> {
    private final Queue<Sizeable> events = new ArrayDeque<>();

    @Override
    public void enqueue(Sizeable event) {
      events.add(event);
    }

    @Override
    public Sizeable poll() {
      return events.poll();
    }

    @Override
    public int size() {
      asked.incrementAndGet();
      return events.size();
    }

    @Override
    public void configure(Map<String, ?> settings) {}
  }
}
