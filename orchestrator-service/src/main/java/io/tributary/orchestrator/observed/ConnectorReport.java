package io.tributary.orchestrator.observed;

import io.tributary.common.observed.SourceObserved;
import java.util.List;

/**
 * What Kafka Connect says of the connector of a source. Pure.
 *
 * @param source the source
 * @param state the worst of connector and task, such as RUNNING, FAILED or PAUSED
 */
public record ConnectorReport(String source, String state) {

  /** The connector of a source as it was last reported. */
  public static ConnectorReport of(SourceObserved observed) {
    return new ConnectorReport(observed.source(), observed.connector());
  }

  /** Whether connector and task work. */
  public boolean running() {
    return "RUNNING".equals(state);
  }

  /** Whether it is one that Connect has not got going yet, as each is for a moment. */
  public boolean starting() {
    return List.of("UNKNOWN", "NO-TASK", "UNASSIGNED").contains(state);
  }

  /** What it does, and what is to be done where it does not run. */
  public String message() {
    return "The connector of source %s is %s.%s"
        .formatted(source, state, running() ? "" : remedy());
  }

  /** Tributary pauses no connector, so whoever has done it has had a reason. */
  private String remedy() {
    return state.equals("PAUSED") || state.equals("STOPPED")
        ? " That was ordered in Kafka Connect, and it stays so: resume it there (PUT /connectors/…/resume); it goes on where it was."
        : " It is restarted by itself; see the Connect worker's log when that goes on.";
  }
}
