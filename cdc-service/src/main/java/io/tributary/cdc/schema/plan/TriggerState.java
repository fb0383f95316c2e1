package io.tributary.cdc.schema.plan;

import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trigger of the application as it was made, to be put back when the target is opened.
 *
 * @param table the table at the target
 * @param trigger the trigger
 * @param enabled O(rigin), R(eplica), A(lways) or D(isabled), as in {@code pg_trigger.tgenabled}
 */
public record TriggerState(TableName table, String trigger, String enabled) {

  /** The list of them as one record. */
  public record All(List<TriggerState> triggers) {
    public All {
      triggers = List.copyOf(triggers);
    }
  }

  public String disable() {
    return alter(table, List.of("DISABLE TRIGGER " + Sql.identifier(trigger)));
  }

  /** One statement per table: its gate open and its triggers as they were. */
  public static List<String> open(List<TableName> tables, List<TriggerState> states) {
    Map<TableName, List<String>> actions = new LinkedHashMap<>();
    tables.forEach(table -> actions.put(table, new ArrayList<>(List.of(TargetGate.openAction()))));
    states.forEach(
        state ->
            actions
                .computeIfAbsent(state.table(), table -> new ArrayList<>())
                .add(state.restore()));
    return actions.entrySet().stream().map(e -> alter(e.getKey(), e.getValue())).toList();
  }

  private String restore() {
    String action =
        switch (enabled) {
          case "O" -> "ENABLE TRIGGER ";
          case "R" -> "ENABLE REPLICA TRIGGER ";
          case "A" -> "ENABLE ALWAYS TRIGGER ";
          case "D" -> "DISABLE TRIGGER ";
          default -> throw new IllegalArgumentException("trigger state " + enabled);
        };
    return action + Sql.identifier(trigger);
  }

  private static String alter(TableName table, List<String> actions) {
    return "ALTER TABLE ONLY " + Sql.table(table) + " " + String.join(", ", actions);
  }
}
