package io.tributary.cdc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.cdc.source.kinds.SourceKinds;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A source of some kind, for what every kind has to keep. It has items, each a number and a name,
 * with the item 1; its target has them in a table of the schema {@code app}.
 */
interface ContractedSource {
  Duration LIMIT = Duration.ofSeconds(90);

  /** The target. */
  TargetEnd target();

  /** What the service has of all kinds, without any state of this test. */
  default SourceKinds kinds() {
    return RealSourceKinds.with(Map.of());
  }

  /** What moves. */
  Source source();

  /**
   * The rest of the same database as a source of its own, which goes to the schema {@code rest}.
   */
  Source rest();

  /** Adds something to the rest, as the application does. */
  void addToRest(int id) throws Exception;

  /** Adds an item at the source, as the application does. */
  void add(int id, String name) throws Exception;

  /** Gives every item of the source another name, as the application does. */
  void rename(String name) throws Exception;

  /** The statement with which the application adds an item in the target. */
  default String addition(int id, String name) {
    return "INSERT INTO app.item VALUES (%d, '%s')".formatted(id, name);
  }

  /** Whether the source's changes are being captured by now. */
  boolean captured();

  /** Takes the source away for good, while it is being captured. */
  void takeAway() throws Exception;

  /** Lifts the fence as the runbook says, without any of the service. */
  void liftByHand() throws Exception;

  /** Every definition of the source, text by text. */
  List<String> definitions();

  /** The migration of the source alone. */
  default Migration migration() {
    return target().migration(source());
  }

  /** The source in its migration. */
  default MovingSource moving() {
    return new MovingSource(migration(), source());
  }

  /** The stream of the source. */
  default StreamId stream() {
    return moving().stream();
  }

  /** Waits until the connector runs. */
  default void awaitCaptured(SourceKinds kinds) {
    awaitCaptured(kinds, migration());
  }

  /** The same for the only source of another migration. */
  default void awaitCaptured(SourceKinds kinds, Migration migration) {
    SourceDriver driver = kinds.of(new MovingSource(migration, migration.sources().get(0)));
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              driver.supervise();
              var status = driver.captureStatus();
              assertThat(status.error()).matches(error -> error == null || error.retryable());
              return status.error() == null && status.connector().equals("RUNNING") && captured();
            });
  }

  /** When a fence that is raised now has to stand. */
  default Instant soon() {
    return Instant.now().plusSeconds(60);
  }
}
