package io.tributary.bench.tributary;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.bench.stage.JsonApi;
import io.tributary.bench.stage.PatientWait;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * A migration at the orchestrator, driven through its API.
 *
 * @param operator the orchestrator's API
 * @param name of the migration
 */
public record MigrationRun(JsonApi operator, String name) implements AutoCloseable {
  private static final Duration COPY_LIMIT = Duration.ofMinutes(30);
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** Orders the start and returns when the initial rows are there and changes follow. */
  public void replicate() throws Exception {
    operator.post(path("start"));
    PatientWait.untilStatus("the migration " + name + " streams", COPY_LIMIT, this::streams);
  }

  /**
   * Returns when every table was compared at least once, so that it is not while others measure.
   */
  public void awaitCompared() {
    PatientWait.untilStatus(
        "the migration " + name + " is compared",
        COPY_LIMIT,
        () -> source().path("validation").path("passes").asLong() > 0);
  }

  /** Returns when the way back of the first source runs and was compared at least once. */
  public void awaitReturning() {
    PatientWait.untilStatus(
        "the migration " + name + " can go back",
        LIMIT,
        () -> {
          JsonNode back = source().path("wayBack");
          return back.path("phase").asText().equals("STREAMING")
              && back.path("validation").path("passes").asLong() > 0;
        });
  }

  /** Orders something and returns when the migration is in the state that follows. */
  public void order(String order, String state) throws Exception {
    operator.post(path(order));
    awaitState(state);
  }

  /** Orders the cutover; false when it is refused as things are. */
  public boolean tryCutover() throws InterruptedException {
    return tryOrder("cutover");
  }

  /** The same with the rollback. */
  public boolean tryRollback() throws InterruptedException {
    return tryOrder("rollback");
  }

  /**
   * Rehearses the change of sides that is next, and answers how many milliseconds of pause that
   * predicts, as often more as less.
   */
  public double rehearse() throws Exception {
    PatientWait.untilStatus("the gate is open for a rehearsal", LIMIT, () -> tryOrder("rehearse"));
    PatientWait.untilStatus(
        "the migration " + name + " is rehearsed",
        LIMIT,
        () -> !view().path("state").asText().equals("Rehearsing"));
    JsonNode rehearsal = view().path("rehearsal");
    if (rehearsal.path("predicted").isMissingNode()) {
      throw new IllegalStateException("The rehearsal predicts nothing: " + rehearsal);
    }
    return rehearsal.at("/predicted/p50Millis").asDouble();
  }

  /** How many milliseconds the last change of sides took from its fence on, as it says itself. */
  public double reportedPause() throws Exception {
    JsonNode pause = view().at("/cutover/pause/millis");
    if (pause.isMissingNode()) {
      throw new IllegalStateException("The change of sides has no pause: " + view());
    }
    return pause.asDouble();
  }

  private boolean tryOrder(String order) throws InterruptedException {
    try {
      operator.post(path(order));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns when it is in this state. */
  public void awaitState(String state) {
    PatientWait.untilStatus(
        "the migration " + name + " is " + state,
        LIMIT,
        () -> view().path("state").asText().equals(state));
  }

  /** What the orchestrator says of it. */
  public JsonNode view() throws Exception {
    return operator.get("/migrations/" + name);
  }

  /** What the orchestrator says of its first source. */
  public JsonNode source() throws Exception {
    return view().path("sources").path(0);
  }

  /** Gives it up, or completes it when it was cut over, and forgets it. */
  @Override
  public void close() throws Exception {
    String state = view().path("state").asText();
    if (state.equals("Switched")) {
      operator.post(path("complete"), Map.of("confirm", name));
      awaitState("Completed");
    } else if (!state.equals("Created")) {
      order("abort", "Aborted");
    }
    operator.delete("/migrations/" + name);
  }

  private boolean streams() throws Exception {
    JsonNode view = view();
    boolean all = view.path("sources").size() > 0;
    for (JsonNode source : view.path("sources")) {
      if (!source.path("error").path("retryable").asBoolean(true)) {
        throw new IllegalStateException("The migration cannot go on: " + view);
      }
      all &= source.path("phase").asText().equals("STREAMING");
      all &= source.path("achieved").asBoolean();
    }
    if (!view.path("error").path("retryable").asBoolean(true)) {
      throw new IllegalStateException("The migration cannot go on: " + view);
    }
    return all;
  }

  private String path(String order) {
    return "/migrations/" + name + "/" + order;
  }
}
