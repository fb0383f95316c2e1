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
  private static final int POLLS = 50;

  /** Before and after each wait, whether it is full and what it holds. */
  private static final int FEW = POLLS * 10;

  private final AtomicInteger asked = new AtomicInteger();
  private final ChangeEventQueue<Sizeable> queue = queue();

  @Test
  void asksTheQueueAFewTimesInPollsThatFindNothing() throws Exception {
    // given
    PunctualPolls.use(queue);

    // when
    pollEmpty();

    // then
    assertThat(asked.get()).isBetween(POLLS, FEW);
  }

  @Test
  void endsAPollWhenABatchIsFull() throws Exception {
    // given
    PunctualPolls.use(queue);
    Sizeable event = () -> 1;
    queue.enqueue(event);
    queue.enqueue(event);

    // then
    assertThat(queue.poll()).containsExactly(event, event);
  }

  /** Why it is needed: when this fails, Debezium has mended it and ours can go. */
  @Test
  void withoutItTheQueueIsAskedAllTheTime() throws Exception {
    // when
    pollEmpty();

    // then
    assertThat(asked.get()).isGreaterThan(FEW);
  }

  private void pollEmpty() throws InterruptedException {
    for (int i = 0; i < POLLS; i++) {
      assertThat(queue.poll()).isEmpty();
    }
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
