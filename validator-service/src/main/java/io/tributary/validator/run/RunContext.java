package io.tributary.validator.run;

import io.tributary.common.model.StreamId;
import io.tributary.common.topic.TopicNames;
import io.tributary.tracing.CutoverTraces;
import io.tributary.validator.changes.ChangeConsumers;
import io.tributary.validator.changes.ChangeLookup;
import io.tributary.validator.changes.ChangeTail;
import io.tributary.validator.changes.DirtyTables;
import io.tributary.validator.config.HelpSettings;
import io.tributary.validator.config.ValidatorLimits;
import io.tributary.validator.database.SessionOpener;
import java.time.Clock;
import java.util.concurrent.ExecutorService;

/**
 * The services and limits that all watches share.
 *
 * @param sessions opens databases
 * @param limits how far to go
 * @param help whether instances help each other
 * @param reports where results go
 * @param clock the time
 * @param executor threads for runs, tails and the second end of a reading; must not be bounded
 * @param topics topic names
 * @param consumers makes consumers of change topics
 * @param traces is told what is done for a change of sides
 * @param fencePace how often fence tokens are looked for in the targets
 */
public record RunContext(
    SessionOpener sessions,
    ValidatorLimits limits,
    HelpSettings help,
    ValidationReports reports,
    Clock clock,
    ExecutorService executor,
    TopicNames topics,
    ChangeConsumers consumers,
    CutoverTraces traces,
    SharedPace fencePace) {

  /** Looks single records of a stream's change topic up; opens nothing before it is asked. */
  public ChangeLookup lookup(StreamId stream) {
    return new ChangeLookup(consumers::asking, topics.changes(stream));
  }

  /** A running tail of a stream's change topic behind what the tables cover. */
  public ChangeTail follow(StreamId stream, DirtyTables dirty) {
    ChangeTail tail = new ChangeTail(consumers, topics.changes(stream), dirty);
    executor.execute(tail);
    return tail;
  }
}
