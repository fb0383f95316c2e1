package io.tributary.validator.run;

import io.tributary.common.model.StreamId;
import io.tributary.common.topic.TopicNames;
import io.tributary.validator.changes.ChangeLookup;
import io.tributary.validator.changes.ChangeTail;
import io.tributary.validator.changes.DirtyTables;
import io.tributary.validator.config.ValidatorLimits;
import io.tributary.validator.database.SessionOpener;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * The services and limits that all watches share.
 *
 * @param sessions opens databases
 * @param limits how far to go
 * @param reports where results go
 * @param clock the time
 * @param executor threads for runs, tails and the second end of a reading; must not be bounded
 * @param topics topic names
 * @param consumers makes a consumer for a change topic
 * @param fencePace how often fence tokens are looked for in the targets
 */
public record RunContext(
    SessionOpener sessions,
    ValidatorLimits limits,
    ValidationReports reports,
    Clock clock,
    ExecutorService executor,
    TopicNames topics,
    Supplier<Consumer<byte[], ByteBuffer>> consumers,
    SharedPace fencePace) {

  /** Looks single records of a stream's change topic up; opens nothing before it is asked. */
  public ChangeLookup lookup(StreamId stream) {
    return new ChangeLookup(consumers, topics.changes(stream));
  }

  /** A running tail of a stream's change topic behind what the tables cover. */
  public ChangeTail follow(StreamId stream, DirtyTables dirty) {
    ChangeTail tail = new ChangeTail(consumers.get(), topics.changes(stream), dirty);
    executor.execute(tail);
    return tail;
  }
}
