package io.tributary.cdc.connect;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A connector with its one task, as Connect reports it.
 *
 * @param state the worst of connector and task, such as RUNNING, UNASSIGNED, FAILED; NO-TASK while
 *     there is none
 * @param trace the stack trace of a failure, empty otherwise
 * @param tasks how many tasks Connect knows of
 */
public record ConnectorState(String state, String trace, int tasks) {

  private static final String RUNNING = "RUNNING";

  /** Reads Connect's answer to a status request. */
  static ConnectorState of(JsonNode status) {
    JsonNode connector = status.path("connector");
    JsonNode tasks = status.path("tasks");
    if (!RUNNING.equals(connector.path("state").asText())) {
      return of(connector, tasks.size());
    }
    return tasks.isEmpty() ? new ConnectorState("NO-TASK", "", 0) : of(tasks.get(0), tasks.size());
  }

  private static ConnectorState of(JsonNode part, int tasks) {
    return new ConnectorState(part.path("state").asText(), part.path("trace").asText(""), tasks);
  }

  boolean running() {
    return RUNNING.equals(state);
  }

  boolean failed() {
    return "FAILED".equals(state);
  }

  /** Whether the connector is stopped and no task is left that could hold the slot. */
  public boolean stopped() {
    return "STOPPED".equals(state) && tasks == 0;
  }
}
