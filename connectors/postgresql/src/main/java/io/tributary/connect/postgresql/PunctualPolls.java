package io.tributary.connect.postgresql;

import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import java.lang.reflect.Field;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a poll of an idle source sleep until its time is over. Debezium's waits for as many
 * milliseconds as the interval has, takes it for over only when one more has passed, and until then
 * asks without a pause: at an interval of 5 ms a sixth of a processor for each source. While events
 * come that is left as it is: sleeping was rather slower for one-row transactions.
 */
final class PunctualPolls {
  private static final Logger LOG = LoggerFactory.getLogger(PunctualPolls.class);

  /** Written and read by the thread that polls. */
  private boolean idle = true;

  /** To be told after each poll whether it found something. */
  void found(boolean events) {
    idle = !events;
  }

  /** Where Debezium has changed so much that this cannot be done it stays as it is. */
  void use(PostgresConnectorTask task) {
    try {
      use((ChangeEventQueue<?>) DebeziumField.of(PostgresConnectorTask.class, "queue").get(task));
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.warn("Polls that find nothing keep a processor busy: {}", e.toString());
    }
  }

  void use(ChangeEventQueue<?> queue) throws ReflectiveOperationException {
    Field full = DebeziumField.of(ChangeEventQueue.class, "isFull");
    full.set(queue, new OneMore((Condition) full.get(queue), this));
  }

  /** Waits for the same condition, a millisecond longer when there is nothing to do. */
  private record OneMore(Condition condition, PunctualPolls polls) implements Condition {
    private static final long ONE = TimeUnit.MILLISECONDS.toNanos(1);

    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
      return condition.await(unit.toNanos(time) + (polls.idle ? ONE : 0), TimeUnit.NANOSECONDS);
    }

    @Override
    public void await() throws InterruptedException {
      condition.await();
    }

    @Override
    public void awaitUninterruptibly() {
      condition.awaitUninterruptibly();
    }

    @Override
    public long awaitNanos(long nanos) throws InterruptedException {
      return condition.awaitNanos(nanos);
    }

    @Override
    public boolean awaitUntil(Date deadline) throws InterruptedException {
      return condition.awaitUntil(deadline);
    }

    @Override
    public void signal() {
      condition.signal();
    }

    @Override
    public void signalAll() {
      condition.signalAll();
    }
  }
}
